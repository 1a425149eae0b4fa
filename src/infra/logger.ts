import winston from 'winston';
import type { Logger } from '../ports/logger.ts';

const levels = ['error', 'warn', 'info', 'debug'];

/**
 * Creates a logger that writes to standard error, because standard output is for the data of commands. It writes JSON
 * lines, or plain lines for a developer.
 */
export function createLogger(
  level: string,
  format: 'json' | 'plain',
  stream: NodeJS.WritableStream = process.stderr,
): Logger {
  const plain = winston.format.printf(({ timestamp, level, message, ...fields }) => {
    const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
    return `${timestamp} ${level} ${message}${rest}`;
  });
  const errors = winston.format((info) => {
    for (const [key, value] of Object.entries(info)) if (value instanceof Error) info[key] = describeError(value);
    return info;
  });
  // Drops a line whose level is not logged before the line is formatted. Winston by itself would format it first.
  const levelFilter = winston.format((info) => levels.indexOf(info.level) <= levels.indexOf(level) && info);
  return winston.createLogger({
    level,
    format: winston.format.combine(
      levelFilter(),
      errors(),
      winston.format.timestamp(),
      format === 'json' ? winston.format.json() : plain,
    ),
    transports: [new winston.transports.Stream({ stream })],
  });
}

/** Converts an error and its causes into a plain object. `JSON.stringify` would write an error as `{}`. */
const describeError = (error: Error): object => ({
  name: error.name,
  message: error.message,
  stack: error.stack,
  ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
});
