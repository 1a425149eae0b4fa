import type { Request } from 'express';
import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refusal } from '../problem.ts';

type Limited = Pick<Dependencies, 'rateLimits'>;

/** Counts a request by the address it comes from, and refuses it where the limit is reached. */
export const countByAddress = (deps: Limited, limit: 'signUp' | 'refresh' | 'passwordReset', req: Request) =>
  count(deps, [{ limit, key: addressOf(req) }]);

/**
 * Counts a try at an account's password unless it answers something truthy. It counts from the start, and is only then taken back,
 * so that of many at once no more get through than may fail.
 */
export async function tryPassword<Result>(
  deps: Limited,
  { req, email }: Readonly<{ req: Request; email: string }>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  // The address first: one that is at its limit can't use up an account's tries any more.
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
  throw new Refusal('too-many-requests', 'Too many tries; wait a moment.', { 'Retry-After': String(seconds) });
}

const addressOf = ({ ip }: Request): string => ip ?? '';
