/** What requests are counted by: their account, or the network address of those that are not signed in. */
export type RequestLimitName = 'account' | 'address';

/** The requests of one account or address in the present window, this one included. */
export type RequestCount = Readonly<{
  /** How many requests a window allows. */
  quota: number;
  windowSeconds: number;
  remaining: number;
  /** The seconds until the window ends and the next one begins. */
  secondsLeft: number;
  isExceeded: boolean;
}>;

/** Counts all requests that this process receives, per window of a minute. */
export interface RequestLimits {
  /** Counts a request. Returns null when there is no limit. */
  count(limit: RequestLimitName, key: string): Promise<RequestCount | null>;
}
