import { DomainError } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { inTurn, tryPassword } from '../middleware/rate-limits.ts';
import type { Incoming } from '../route.ts';

/**
 * Refuses with `wrong-password` unless the text is the caller's password. Wrong tries count against the rate limits.
 */
export async function checkPassword(
  deps: Dependencies,
  { caller, incoming }: Readonly<{ caller: Caller; incoming: Incoming }>,
  password: string,
): Promise<void> {
  const { id } = caller.account;
  const req = incoming.raw;
  const isRight = await inTurn(deps, { req, account: id }, () =>
    tryPassword(deps, { req, own: id }, () => deps.verifyPassword(id, password)),
  );
  if (!isRight) throw new DomainError('wrong-password', 'The password is wrong.');
}
