/** Values logged with a message: ids and figures, never texts that people typed. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The messages for the operator (not the event log), with one method for each level. They contain no personal data. */
export type Logger = Readonly<
  Record<'error' | 'warn' | 'info' | 'debug', (message: string, fields?: LogFields) => void>
>;
