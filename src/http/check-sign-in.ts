import type { Dependencies } from './dependencies.ts';
import { type Caller, checkPermission, type Guard, sessionOf } from './guards.ts';
import { notSignedIn } from './middleware/bearer.ts';

/**
 * Refuses a caller whose sign-in, token, grant or permission has ended since the guard admitted it, or whose account is no
 * longer active. Unlike the guard, it admits an access token that has expired since: a request may last longer than one.
 */
export async function checkSignIn(
  { gate, authSessions, personalTokens, appGrants }: Dependencies,
  { account, generation, credential }: Caller,
  guard: Guard,
): Promise<void> {
  const present = await gate.account({ sub: account.id, gen: generation });
  if (!present) throw notSignedIn();
  checkPermission(guard, present.document);
  const sources = { cookie: authSessions, token: personalTokens, app: appGrants };
  const valid = await sources[credential.kind].list(account.id, present.signedOutAt);
  if (!valid.some(({ id }) => id === sessionOf({ credential }))) throw notSignedIn();
}

/** The parts of a body. Before the next one, `check` is asked again when the time has passed. It may refuse the rest. */
export async function* whileAllowed<Part>(
  parts: AsyncIterable<Part>,
  check: () => Promise<void>,
  everyMs: number,
): AsyncGenerator<Part, void> {
  let checkedAt = performance.now();
  for await (const part of parts) {
    if (performance.now() - checkedAt >= everyMs) {
      await check();
      checkedAt = performance.now();
    }
    yield part;
  }
}
