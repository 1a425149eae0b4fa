/** Makes the ids of streams: UUIDv7. */
export interface Ids {
  /** A new id. */
  make(): string;
  /**
   * The same id each time for the same arguments, so that a retried creation finds its stream. Its time is the
   * account's: a retry has no other time that both processes know.
   */
  derive(account: string, key: string, purpose: string): string;
  /** The same, with a time of its own in ms since 1970, so that imported sessions sort by when they were done. */
  deriveAt(ms: number, account: string, key: string): string;
}
