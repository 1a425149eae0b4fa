import { wrongPassword } from '../../commands/account/admission.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { inTurn, tryPassword } from '../middleware/rate-limits.ts';
import type { Incoming } from '../route.ts';

/**
 * Returns the credential of the caller's password. Refuses with `wrong-password` when the text is another one. Wrong tries
 * count against the rate limits.
 */
export async function checkPassword(
  deps: Dependencies,
  { caller, incoming }: Readonly<{ caller: Caller; incoming: Incoming }>,
  password: string,
): Promise<CredentialId> {
  const { id } = caller.account;
  const req = incoming.raw;
  const credential = await inTurn(deps, { req, account: id }, () =>
    tryPassword(deps, { req, own: id }, () => deps.verifyPassword(id, password)),
  );
  if (credential === null) throw wrongPassword();
  return credential;
}
