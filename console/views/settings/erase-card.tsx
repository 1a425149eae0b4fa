import { leave } from '../../api/account.ts';
import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { useOpen } from '../../ui/use-open.ts';

/** Erases the account with everything that it has. */
export function EraseCard() {
  const dialog = useOpen();
  const { run, error, isRunning } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { password = '' } = textsOf(event.currentTarget);
    void run(async () => {
      await bodyOf(api.DELETE('/api/v1/access/me', { body: { password } }));
      await leave();
    });
  };
  return (
    <Card title={t('erase.title')}>
      <p>{t('erase.text')}</p>
      <button type="button" class="button danger" onClick={dialog.open}>
        {t('erase.open')}
      </button>
      {dialog.isOpen && (
        <Dialog title={t('erase.title')} onClose={dialog.close}>
          <form class="form" onSubmit={submit}>
            <p>{t('erase.text')}</p>
            <Field
              label={t('account.password')}
              type="password"
              name="password"
              autoComplete="current-password"
              required
            />
            {error !== undefined && <Failure error={error} />}
            <button type="submit" class="button danger" disabled={isRunning}>
              {t('erase.confirm')}
            </button>
          </form>
        </Dialog>
      )}
    </Card>
  );
}
