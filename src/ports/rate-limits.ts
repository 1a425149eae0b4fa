/** What an account or a network address may do only so often per minute. */
export type RateLimitName = 'signInAccount' | 'signInAddress' | 'signUp' | 'refresh' | 'passwordReset';

/** One use to count. `key` is an account's email address or a network address. */
export type RateLimitedUse = Readonly<{ limit: RateLimitName; key: string }>;

/** Counts uses per minute, for all processes together. */
export interface RateLimits {
  /**
   * Counts all uses and returns null, or counts none and returns the seconds until the next try.
   * Throws `unavailable` when the counters cannot be reached.
   */
  take(uses: readonly RateLimitedUse[]): Promise<number | null>;
  /** Subtracts uses that were counted. Never throws: a use that cannot be subtracted expires within the minute. */
  giveBack(uses: readonly RateLimitedUse[]): Promise<void>;
}
