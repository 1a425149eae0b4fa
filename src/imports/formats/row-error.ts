/** An error that rejects one row of a file. Its message is shown to the athlete. */
export class RowError extends Error {}
