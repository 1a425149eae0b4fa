import type { Request } from 'express';
import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';
import { HttpError } from '../problem.ts';

type Limited = Pick<Dependencies, 'rateLimits'>;

/** Counts a request of this network address; refuses it with `too-many-requests` at the limit. */
export const countByAddress = (deps: Limited, limit: 'signUp' | 'refresh' | 'passwordReset', req: Request) =>
  count(deps, [{ limit, key: addressOf(req) }]);

/**
 * Limits wrong passwords per account and per network address. `attempt` returns something falsy for a wrong password.
 * A try is counted before it runs and given back unless it fails, so that parallel tries cannot exceed the limit.
 */
export async function tryPassword<Result>(
  deps: Limited,
  { req, email }: Readonly<{ req: Request; email: string }>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  // The address comes first: an address at its limit must not use up the tries of an account.
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

const addressOf = ({ ip }: Request): string => ip ?? '';
