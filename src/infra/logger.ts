import winston from 'winston';
import type { Logger } from '../ports/logger.ts';

const levels: readonly string[] = ['error', 'warn', 'info', 'debug'];
type Level = keyof Logger;

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
  const logger = winston.createLogger({
    level,
    format: winston.format.combine(
      errors(),
      winston.format.timestamp(),
      format === 'json' ? winston.format.json() : plain,
    ),
    transports: [new winston.transports.Stream({ stream })],
  });
  // Winston would format a log message also when its level is not written.
  const ofLevel = (name: Level): Logger[Level] =>
    levels.indexOf(name) > levels.indexOf(level) ? () => {} : (message, fields) => void logger[name](message, fields);
  return { error: ofLevel('error'), warn: ofLevel('warn'), info: ofLevel('info'), debug: ofLevel('debug') };
}

/** Converts an error and its causes into a plain object. `JSON.stringify` would write an error as `{}`. */
const describeError = (error: Error): object => ({
  name: error.name,
  message: error.message,
  stack: error.stack,
  ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
});
