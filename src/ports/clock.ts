import type { Instant } from '../events/ids.ts';

/** Returns the server's current time. */
export type Clock = () => Instant;
