import { signInEnded } from '../../api/account.ts';
import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

/** Changes the password, which ends all sign-ins. What was not sent is sent after the next one. */
export function PasswordCard() {
  const { run, error, isRunning } = useAction();
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { currentPassword = '', newPassword = '' } = textsOf(event.currentTarget);
    void run(async () => {
      await bodyOf(api.PATCH('/api/v1/access/password-update', { body: { currentPassword, newPassword } }));
      signInEnded();
    });
  };
  return (
    <Card title={t('password.title')}>
      <form class="form" onSubmit={submit}>
        <Field
          label={t('password.current')}
          type="password"
          name="currentPassword"
          autoComplete="current-password"
          required
        />
        <Field
          label={t('account.newPassword')}
          type="password"
          name="newPassword"
          autoComplete="new-password"
          minLength={8}
          required
          error={errors.get('newPassword')}
        />
        {error !== undefined && errors.size === 0 && <Failure error={error} />}
        <button type="submit" class="button" disabled={isRunning}>
          {t('password.change')}
        </button>
      </form>
    </Card>
  );
}
