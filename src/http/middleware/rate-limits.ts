import type { Request } from 'express';
import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

type Limited = Pick<Dependencies, 'rateLimits'>;

/**
 * Counts a request of the client's network address. Refuses the request with `too-many-requests` when the address is at
 * the limit.
 */
export const countByAddress = (deps: Limited, limit: 'signUp' | 'refresh' | 'passwordReset', req: Request) =>
  count(deps, [{ limit, key: addressOf(req) }]);

/**
 * Limits wrong passwords per account and per network address. `attempt` checks a password and returns something falsy
 * for a wrong one. A try is counted before `attempt` runs, so that parallel tries cannot exceed the limit; it is given
 * back unless the password was wrong.
 */
export async function tryPassword<Result>(
  deps: Limited,
  { req, email }: Readonly<{ req: Request; email: string }>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  // `take` stops at the first limit that is reached. The address is checked first, so an address at its limit does not
  // use up the tries of an account.
  const uses: RateLimitedUse[] = [
    { limit: 'signInAddress', key: addressOf(req) },
    { limit: 'signInAccount', key: email },
  ];
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

async function count({ rateLimits }: Limited, uses: readonly RateLimitedUse[]): Promise<void> {
  const seconds = await rateLimits.take(uses);
  if (seconds === null) return;
  throw new HttpError('too-many-requests', `Too many requests. Try again in ${seconds} s.`, {
    'Retry-After': String(seconds),
  });
}

/** The longest text of an IPv6 address with a zone. */
const maxAddressLength = 64;
const addressOf = ({ ip }: Request): string => (ip ?? '').slice(0, maxAddressLength);
