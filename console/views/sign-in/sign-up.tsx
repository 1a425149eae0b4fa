import { useLocation } from 'preact-iso';
import { signUp } from '../../api/account.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

export function SignUp() {
  const action = useAction();
  const { route } = useLocation();
  const errors = fieldErrors(action.error);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { name, email = '', password = '' } = textsOf(event.currentTarget);
    const body = { email, password, confirmPassword: password, ...(name && { name }) };
    if (await action.run(() => signUp(body))) route('/', true);
  };
  return (
    <form class="card form" onSubmit={(event) => void submit(event)}>
      <h1>{t('signUp.title')}</h1>
      <Field label={t('account.name')} name="name" autoComplete="name" error={errors.get('name')} />
      <Field
        label={t('account.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        error={errors.get('email')}
      />
      <Field
        label={t('account.password')}
        type="password"
        name="password"
        autoComplete="new-password"
        minLength={8}
        required
        hint={t('signUp.passwordHint')}
        error={errors.get('password')}
      />
      {action.error !== undefined && errors.size === 0 && <Failure error={action.error} />}
      <button type="submit" class="button primary" disabled={action.isRunning}>
        {t('signUp.submit')}
      </button>
      <p>
        <a href="/">{t('signUp.toSignIn')}</a>
      </p>
    </form>
  );
}
