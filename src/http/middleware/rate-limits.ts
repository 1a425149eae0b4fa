import type { Request } from 'express';
import type { AccountId } from '../../events/ids.ts';
import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

type Limited = Pick<Dependencies, 'rateLimits' | 'passwordTurns'>;

/**
 * A try of a password: with an email address by someone who is not signed in, or by the signed-in account itself. The
 * two count apart, so that strangers who guess cannot keep the account's owner from changing the password.
 */
export type Try = Readonly<{ req: Request }> & (Readonly<{ email: string }> | Readonly<{ own: AccountId }>);

/**
 * Counts a request of the client's network address. Refuses the request with `too-many-requests` when the address is at
 * the limit.
 */
export const countByAddress = (
  deps: Pick<Limited, 'rateLimits'>,
  limit: 'signUp' | 'refresh' | 'passwordReset' | 'appRequest' | 'appRegistration',
  req: Request,
) => count(deps, [{ limit, key: addressOf(req) }]);

/**
 * Runs work that hashes a password when it is the sender's turn. Refuses the request with `too-many-requests` when the
 * account or the network address has too many such requests in flight.
 */
export async function inTurn<Result>(
  { passwordTurns }: Limited,
  { req, account = null }: Readonly<{ req: Request; account?: string | null }>,
  work: () => Promise<Result>,
): Promise<Result> {
  using turn = await passwordTurns.take({ address: addressOf(req), account });
  if (turn === null) throw tooMany('Too many requests with passwords at once. Try again in a second.', 1);
  return await work();
}

/**
 * Limits wrong passwords per account and per network address; those of a signed-in account only per account. `attempt`
 * checks a password and returns something falsy for a wrong one. A try is counted before `attempt` runs, so that
 * parallel tries cannot exceed the limit; it is given back unless the password was wrong.
 */
export const tryPassword = <Result>(deps: Limited, tried: Try, attempt: () => Promise<Result>): Promise<Result> =>
  countFailure(deps, usesOf(tried), attempt);

async function countFailure<Result>(
  deps: Pick<Limited, 'rateLimits'>,
  uses: readonly RateLimitedUse[],
  attempt: () => Promise<Result>,
): Promise<Result> {
  await count(deps, uses);
  let hasFailed = false;
  try {
    const result = await attempt();
    hasFailed = !result;
    return result;
  } finally {
    if (!hasFailed) await deps.rateLimits.giveBack(uses);
  }
}

/**
 * Limits how many personal access tokens that the service has not issued may come from one network address. Only tokens
 * that Redis does not know are tried, so a token that is sent again and again counts once a minute.
 */
export const tryToken = <Result>(
  deps: Pick<Limited, 'rateLimits'>,
  req: Request,
  attempt: () => Promise<Result>,
): Promise<Result> => countFailure(deps, [{ limit: 'personalToken', key: addressOf(req) }], attempt);

function usesOf(tried: Try): readonly RateLimitedUse[] {
  if ('own' in tried) return [{ limit: 'ownPassword', key: tried.own }];
  // `take` stops at the first limit that is reached. The address is checked first, so an address at its limit does not
  // use up the tries of an account.
  return [
    { limit: 'signInAddress', key: addressOf(tried.req) },
    { limit: 'signInAccount', key: tried.email },
  ];
}

async function count({ rateLimits }: Pick<Limited, 'rateLimits'>, uses: readonly RateLimitedUse[]): Promise<void> {
  const seconds = await rateLimits.take(uses);
  if (seconds === null) return;
  throw tooMany(`Too many requests. Try again in ${seconds} s.`, seconds);
}

export const tooMany = (message: string, seconds: number) =>
  new HttpError('too-many-requests', message, { 'Retry-After': String(seconds) });

/** The longest text of an IPv6 address with a zone. */
const maxAddressLength = 64;
export const addressOf = ({ ip }: Request): string => (ip ?? '').slice(0, maxAddressLength);
