import winston from 'winston';
import type { Logger } from '../ports/logger.ts';

const levels = ['error', 'warn', 'info', 'debug'];

/** Logs JSON lines, or plain lines for a developer, to standard error: standard output is for the data of commands. */
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
  // Drops a line below the level before it is formatted. Winston itself would format it first.
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

/** An error and its causes as data. `JSON.stringify` would return an empty object. */
const describeError = (error: Error): object => ({
  name: error.name,
  message: error.message,
  stack: error.stack,
  ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
});
