import { useSignal } from '@preact/signals';
import { send } from '../../api/outbox.ts';
import { type Profile, useProfile } from '../../api/profile.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Load } from '../../ui/load.tsx';
import { numberOf, textOf } from '../../ui/numbers.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useAction } from '../../ui/use-action.ts';

/** What the athlete tells all coaches. */
export const AboutMe = () => (
  <Card>
    <h3>{t('profile.mine')}</h3>
    <Load query={useProfile()}>{({ forCoaches }) => <AboutForm told={forCoaches} />}</Load>
  </Card>
);

function AboutForm({ told }: { told: Profile['forCoaches'] }) {
  const { run, isRunning } = useAction();
  const isSaved = useSignal(false);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const forCoaches = toldIn(event.currentTarget);
    void run(() => send({ operation: 'changeProfile', body: { forCoaches } })).then((isDone) => {
      isSaved.value = isDone;
    });
  };
  return (
    <form class="form" onSubmit={save}>
      <TextArea label={t('profile.goals')} name="goals" value={told.goals ?? ''} maxLength={2_000} />
      <TextArea label={t('profile.limitations')} name="limitations" value={told.limitations ?? ''} maxLength={2_000} />
      <TextArea label={t('profile.equipment')} name="equipment" value={told.equipment ?? ''} maxLength={2_000} />
      <Field label={t('profile.birthYear')} type="number" name="birthYear" min="1900" value={textOf(told.birthYear)} />
      <SaveRow isRunning={isRunning} isSaved={isSaved.value} />
    </form>
  );
}

function toldIn(form: HTMLFormElement): Profile['forCoaches'] {
  const { goals, limitations, equipment, birthYear = '' } = textsOf(form);
  const texts = { goals: goals || null, limitations: limitations || null, equipment: equipment || null };
  return { ...texts, birthYear: numberOf(birthYear) };
}
