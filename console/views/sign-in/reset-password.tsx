import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

/** Sets a new password with a token that a superuser has made. */
export function ResetPassword() {
  const action = useAction();
  const { route } = useLocation();
  const errors = fieldErrors(action.error);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { token = '', newPassword = '' } = textsOf(event.currentTarget);
    const body = { token, newPassword };
    if (await action.run(() => bodyOf(api.POST('/api/v1/access/password-reset', { body })))) route('/', true);
  };
  return (
    <form class="card form" onSubmit={(event) => void submit(event)}>
      <h1>{t('reset.title')}</h1>
      <p>{t('reset.text')}</p>
      <Field label={t('reset.token')} name="token" autoComplete="one-time-code" required error={errors.get('token')} />
      <Field
        label={t('account.newPassword')}
        type="password"
        name="newPassword"
        autoComplete="new-password"
        minLength={8}
        required
        error={errors.get('newPassword')}
      />
      {action.error !== undefined && errors.size === 0 && <Failure error={action.error} />}
      <button type="submit" class="button primary" disabled={action.isRunning}>
        {t('reset.submit')}
      </button>
      <p>
        <a href="/">{t('signUp.toSignIn')}</a>
      </p>
    </form>
  );
}
