import { signOut } from '../../api/account.ts';
import { pendingCount } from '../../api/outbox.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

export const SignOut = () => <SignOutButton label={t('account.signOut')} work={signOut} />;

/** A button that signs out here. It asks first when something was not sent, because this browser then forgets it. */
export function SignOutButton({ label, work }: { label: string; work: () => Promise<unknown> }) {
  const action = useAction();
  const run = () => void action.run(work);
  return (
    <>
      {pendingCount.value > 0 ? (
        <ConfirmButton
          label={label}
          question={t('account.signOutLoses', { count: pendingCount.value })}
          onConfirm={run}
        />
      ) : (
        <button type="button" class="button" disabled={action.isRunning} onClick={run}>
          {label}
        </button>
      )}
      {action.error !== undefined && <Failure error={action.error} />}
    </>
  );
}
