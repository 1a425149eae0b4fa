import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { signIn } from '../../api/account.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

export function SignIn() {
  const email = useSignal('');
  const password = useSignal('');
  const action = useAction();
  useEffect(() => {
    document.title = `${t('signIn.title')} – IronTrack`;
  }, []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void action.run(() => signIn(email.value, password.value));
  };
  return (
    <form class="card form" onSubmit={submit}>
      <h1>{t('signIn.title')}</h1>
      <Field
        label={t('account.email')}
        type="email"
        name="username"
        autoComplete="username"
        required
        value={email.value}
        onInput={({ currentTarget }) => {
          email.value = currentTarget.value;
        }}
      />
      <Field
        label={t('account.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password.value}
        onInput={({ currentTarget }) => {
          password.value = currentTarget.value;
        }}
      />
      {action.error !== undefined && <Failure error={action.error} />}
      <button type="submit" class="button primary" disabled={action.isRunning}>
        {t('signIn.submit')}
      </button>
      <p>
        <a href="/sign-up">{t('signIn.toSignUp')}</a>
      </p>
      <p>
        <a href="/reset-password">{t('signIn.toReset')}</a>
      </p>
    </form>
  );
}
