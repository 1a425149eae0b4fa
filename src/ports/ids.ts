/** Makes ids, such as those of streams, entries and sets: UUIDv7. */
export interface Ids {
  /** Makes a new id with the current time in it. */
  make(): string;
  /**
   * Derives an id: the same one for the same arguments, so that a repeated creation finds its stream. The time in the
   * id is that of the account's id, because a repetition knows no other time that is the same. `key` is an idempotency
   * key. `purpose` is what the id is for, such as `session`.
   */
  derive(account: string, key: string, purpose: string): string;
  /**
   * Derives an id like `derive`, but with `ms` (since 1970) as its time, so that imported training sessions are sorted
   * by when they were done. `key` can be any text.
   */
  deriveAt(ms: number, account: string, key: string): string;
}
