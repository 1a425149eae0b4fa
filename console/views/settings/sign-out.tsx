import { signOut } from '../../api/account.ts';
import { pendingCount } from '../../api/outbox.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

/** Signs out. It asks first when something was not sent, because this browser then forgets it. */
export function SignOut() {
  const action = useAction();
  const run = () => void action.run(signOut);
  return (
    <>
      {pendingCount.value > 0 ? (
        <ConfirmButton
          label={t('account.signOut')}
          question={t('account.signOutLoses', { count: pendingCount.value })}
          onConfirm={run}
        />
      ) : (
        <button type="button" class="button" disabled={action.isRunning} onClick={run}>
          {t('account.signOut')}
        </button>
      )}
      {action.error !== undefined && <Failure error={action.error} />}
    </>
  );
}
