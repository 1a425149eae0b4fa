import { DomainError } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { tryPassword } from '../middleware/rate-limits.ts';
import type { Incoming } from '../route.ts';

/**
 * Refuses with `wrong-password` unless the text is the caller's password. Wrong tries count against the rate limits.
 */
export async function checkPassword(
  deps: Dependencies,
  { caller, incoming }: Readonly<{ caller: Caller; incoming: Incoming }>,
  password: string,
): Promise<void> {
  const { id, email } = caller.account;
  const isRight = await tryPassword(deps, { req: incoming.raw, email }, () => deps.verifyPassword(id, password));
  if (!isRight) throw new DomainError('wrong-password', 'The password is wrong.');
}
