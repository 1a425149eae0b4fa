/** The error for a database that this process must not use. The message says what the operator can do. */
export class IncompatibleDatabase extends Error {}
