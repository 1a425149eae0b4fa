import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { useOpen } from '../../ui/use-open.ts';

type Props = Readonly<{ onMade: (email: string) => void }>;

/** Creates an account for someone else, and tells its address. The list of accounts cannot move a form in a dialog. */
export function NewUser({ onMade }: Props) {
  const dialog = useOpen();
  const close = (email: string) => {
    dialog.close();
    onMade(email);
  };
  return (
    <>
      <button type="button" class="button primary" onClick={dialog.open}>
        {t('admin.newUser')}
      </button>
      {dialog.isOpen && (
        <Dialog title={t('admin.newUser')} onClose={dialog.close}>
          <NewUserForm onMade={close} />
        </Dialog>
      )}
    </>
  );
}

function NewUserForm({ onMade }: Props) {
  const { run, isRunning, error } = useAction();
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { email = '', name = '', password = '' } = textsOf(event.currentTarget);
    void run(async () => {
      await bodyOf(api.POST('/api/v1/users', { body: { email, password, ...(name && { name }) } }));
      onMade(email);
    });
  };
  return (
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
  );
}
