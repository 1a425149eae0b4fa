import { type NewPassword, problemOfPassword } from '../../commands/account/password.ts';
import { present } from '../../documents/presence.ts';
import { invalid } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Refuses a new password that the service's rules do not allow, with a validation error of the field. The schemas of
 * requests check its length only, because the other rules depend on the settings and on the account.
 */
export function checkNewPassword({ passwordRules }: Dependencies, field: string, given: NewPassword): void {
  const problem = problemOfPassword(given, passwordRules);
  if (problem !== null) throw invalid(field, problem);
}

/** Refuses a new password of another account than the caller's, as `checkNewPassword` does. */
export async function checkNewPasswordOf(
  deps: Dependencies,
  account: AccountId,
  field: string,
  given: Omit<NewPassword, 'email'>,
): Promise<void> {
  const { document } = present((await deps.readAccount(account)).fold, 'account');
  checkNewPassword(deps, field, { ...given, email: document.email });
}
