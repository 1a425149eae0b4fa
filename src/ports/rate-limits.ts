/**
 * The rate limits: each limits how often per minute an account or a network address may do something. Those of
 * assistants and apps are per credential, and those of workouts are per day.
 */
export type RateLimitName =
  | 'signInAccount'
  | 'ownPassword'
  | 'signInAddress'
  | 'signUp'
  | 'refresh'
  | 'passwordReset'
  | 'personalToken'
  | 'appRequest'
  | 'appRegistration'
  | 'assistantWrites'
  | 'assistantWorkouts'
  | 'appWrites'
  | 'appWorkouts';

/** One use that counts towards a limit. `key` is the email address or id of an account, a network address, or
 * the id of a credential. */
export type RateLimitedUse = Readonly<{ limit: RateLimitName; key: string /** @defaultValue 1 */; points?: number }>;

/** Counts the uses of each rate limit per minute, for all processes together. */
export interface RateLimits {
  /**
   * Counts all of these uses and returns null, or, if one would exceed its limit, counts none and returns the seconds
   * to wait. Throws `unavailable` when the counters cannot be reached.
   */
  take(uses: readonly RateLimitedUse[]): Promise<number | null>;
  /** Takes back uses that were counted. Never throws: a count that cannot be taken back expires within a minute. */
  giveBack(uses: readonly RateLimitedUse[]): Promise<void>;
}
