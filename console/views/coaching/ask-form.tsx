import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { invalidate } from '../../api/query.ts';
import { ExpiryField, expiryIn, parts, ScopeField, scopeIn } from '../../coaching/terms.tsx';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useAction } from '../../ui/use-action.ts';
import type { Side } from './use-coachings.ts';

type Asked = Readonly<{
  email: string;
  scope: (typeof parts)[number][];
  message: string | null;
  expiresAt: string | null;
}>;

const asking: Readonly<Record<Side, (asked: Asked) => Promise<unknown>>> = {
  athlete: (body) => bodyOf(api.POST('/api/v1/coaching/invitations', { body })),
  coach: ({ expiresAt: _, ...body }) => bodyOf(api.POST('/api/v1/coaching/requests', { body })),
};

/** Asks the other side by email address: an athlete invites a coach, a coach asks an athlete. */
export function AskForm({ side }: { side: Side }) {
  const { run, isRunning, error } = useAction();
  const isAsked = useSignal(false);
  const zone = useZone();
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const texts = textsOf(form);
    const { email = '', message } = texts;
    isAsked.value = false;
    void run(async () => {
      await asking[side]({ email, scope: scopeIn(texts), message: message || null, expiresAt: expiryIn(texts, zone) });
      form.reset();
      isAsked.value = true;
      invalidate(new Set(['coaching']));
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <Field
        label={t(side === 'athlete' ? 'coaching.coachEmail' : 'coaching.athleteEmail')}
        name="email"
        type="email"
        required
        error={errors.get('email')}
      />
      <ScopeField scope={side === 'athlete' ? parts : ['history', 'plans', 'statistics']} />
      {side === 'athlete' && <ExpiryField expiresAt={null} />}
      <TextArea label={t('coaching.message')} name="message" maxLength={1_000} />
      {error !== undefined && !errors.has('email') && <Failure error={error} />}
      <button type="submit" class="button primary" disabled={isRunning}>
        {t(side === 'athlete' ? 'coaching.invite' : 'coaching.ask')}
      </button>
      <p role="status" class={isAsked.value ? 'notice good' : 'hidden'}>
        {isAsked.value && t(side === 'athlete' ? 'coaching.invited' : 'coaching.asked')}
      </p>
    </form>
  );
}
