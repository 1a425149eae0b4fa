import { type NewPassword, problemOfPassword } from '../../commands/account/password.ts';
import { invalid } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Refuses a new password that the service's rules do not allow, with a validation error of the field. The schemas of
 * requests check its length only, because the other rules depend on the settings and on the account.
 */
export function checkNewPassword({ passwordRules }: Dependencies, field: string, given: NewPassword): void {
  const problem = problemOfPassword(given, passwordRules);
  if (problem !== null) throw invalid(field, problem);
}
