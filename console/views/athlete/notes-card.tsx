import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure, Load } from '../../ui/load.tsx';
import { SaveRow } from '../../ui/save-row.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useAction } from '../../ui/use-action.ts';

const route = '/api/v1/coaching/athletes/{athleteId}/notes';

/** What the coach has noted on the athlete. No one else reads it. */
export function NotesCard({ athleteId }: { athleteId: string }) {
  const params = { path: { athleteId } };
  const key = `notes on ${athleteId}`;
  const { run, isRunning, error } = useAction();
  const isSaved = useSignal(false);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const { text } = textsOf(event.currentTarget);
    void run(async () => {
      const saved = await bodyOf(api.PUT(route, { params, body: { text: text || null } }));
      updateAnswer(key, () => saved);
      isSaved.value = true;
    });
  };
  return (
    <Card title={t('notes.title')}>
      <Load query={useQuery(key, () => bodyOf(api.GET(route, { params })))}>
        {({ text }) => (
          <form
            class="form"
            onSubmit={save}
            onInput={() => {
              isSaved.value = false;
            }}
          >
            <TextArea label={t('notes.label')} name="text" value={text ?? ''} maxLength={10_000} />
            <SaveRow isRunning={isRunning} isSaved={isSaved.value} />
          </form>
        )}
      </Load>
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}
