import type { Instant } from '../events/ids.ts';

/** The server's time. */
export type Clock = () => Instant;
