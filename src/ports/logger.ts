/** Values in a log message: ids and figures, never texts that people typed. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The log messages, which are for the operator, with one method for each level. They contain no personal data. */
export type Logger = Readonly<
  Record<'error' | 'warn' | 'info' | 'debug', (message: string, fields?: LogFields) => void>
>;
