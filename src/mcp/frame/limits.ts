import { sessionOf } from '../../http/guards.ts';
import { tooMany } from '../../http/middleware/rate-limits.ts';
import type { RateLimitedUse } from '../../ports/rate-limits.ts';
import type { Session } from './tool.ts';

type Attempts<Result> = Readonly<{ write: () => Promise<Result>; foresee: () => Promise<Result> }>;

/**
 * Counts a change of a token. One that is refused, or that changes nothing, does not count. Beyond the limit a
 * repetition is still answered: its answer may have been lost, and the assistant would do the same again later.
 */
export async function withinLimits<Result extends Readonly<{ outcome: string }>>(
  { deps: { rateLimits }, caller }: Session,
  isWorkout: boolean,
  { write, foresee }: Attempts<Result>,
): Promise<Result> {
  const key = sessionOf(caller);
  const uses: RateLimitedUse[] = [
    { limit: 'assistantWrites', key },
    ...(isWorkout ? [{ limit: 'assistantWorkouts', key } as const] : []),
  ];
  const seconds = await rateLimits.take(uses);
  if (seconds !== null) {
    const foreseen = await foresee();
    if (foreseen.outcome === 'repeated') return foreseen;
    throw tooMany(`This token has made too many changes. Try again in ${seconds} s.`, seconds);
  }
  let isEffective = false;
  try {
    const result = await write();
    isEffective = result.outcome === 'written';
    return result;
  } finally {
    if (!isEffective) await rateLimits.giveBack(uses);
  }
}
