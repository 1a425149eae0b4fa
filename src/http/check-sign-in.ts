import type { Dependencies } from './dependencies.ts';
import { type Caller, sessionOf } from './guards.ts';
import { notSignedIn } from './middleware/bearer.ts';

/**
 * Refuses a caller whose sign-in, token or grant has ended since the guard admitted it, or whose account is no longer
 * active. Unlike the guard, it admits an access token that has expired since: a large upload may last longer than one.
 */
export async function checkSignIn(
  { gate, authSessions, personalTokens, appGrants }: Dependencies,
  caller: Caller,
): Promise<void> {
  const { account, generation, credential } = caller;
  const present = await gate.account({ sub: account.id, gen: generation });
  if (!present) throw notSignedIn();
  const sources = { cookie: authSessions, token: personalTokens, app: appGrants };
  const valid = await sources[credential.kind].list(account.id, present.signedOutAt);
  if (!valid.some(({ id }) => id === sessionOf(caller))) throw notSignedIn();
}
