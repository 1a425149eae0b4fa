/** Rejects one row of a file. The message is shown to the athlete. */
export class RowError extends Error {}
