/** Values beside a log message: ids and figures, never what people typed. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The operator's log, one method per level. Messages and fields hold no personal data. */
export type Logger = Readonly<Record<'error' | 'warn' | 'info', (message: string, fields?: LogFields) => void>>;
