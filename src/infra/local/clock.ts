import type { Instant } from '../../events/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** Milliseconds since 1970 as an instant. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, -1)}000Z` as Instant;

export const systemClock: Clock = () => instantOf(Date.now());
