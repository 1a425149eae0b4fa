/** A database that this process must not use. The message says what to do. */
export class IncompatibleDatabase extends Error {}
