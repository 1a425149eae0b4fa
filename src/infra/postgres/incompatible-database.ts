/** A database that this process must not work on; the message says what to do about it. */
export class IncompatibleDatabase extends Error {}
