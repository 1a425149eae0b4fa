import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

/** Creates an account for someone else, and tells its address. */
export function NewUser({ onMade }: { onMade: (email: string) => void }) {
  const { run, isRunning, error } = useAction();
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { email = '', name = '', password = '' } = textsOf(form);
    void run(async () => {
      await bodyOf(api.POST('/api/v1/users', { body: { email, password, ...(name && { name }) } }));
      form.reset();
      onMade(email);
    });
  };
  return (
    <Card title={t('admin.newUser')}>
      <form class="form" onSubmit={submit}>
        <Field
          label={t('account.email')}
          name="email"
          type="email"
          required
          autoComplete="off"
          error={errors.get('email')}
        />
        <Field label={t('account.name')} name="name" autoComplete="off" error={errors.get('name')} />
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          required
          autoComplete="new-password"
          error={errors.get('password')}
        />
        {error !== undefined && errors.size === 0 && <Failure error={error} />}
        <button type="submit" class="button primary" disabled={isRunning}>
          {t('admin.newUser')}
        </button>
      </form>
    </Card>
  );
}
