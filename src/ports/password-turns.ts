/** Who asks for the check of a password: a network address, and the account if the request says which one it is. */
export type Asker = Readonly<{ address: string; account: string | null }>;

/** Distributes the checks of passwords, which are slow on purpose, so that one client cannot use up the time of all others. */
export interface PasswordTurns {
  /**
   * Waits for the asker's turn. Dispose of the turn to end it. Returns null at once when the account or the address has
   * too many checks in flight. Throws `unavailable` when too many askers wait.
   */
  take(asker: Asker): Promise<Disposable | null>;
}
