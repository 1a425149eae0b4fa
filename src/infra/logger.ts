import winston from 'winston';
import type { Logger } from '../ports/logger.ts';

const everyLevel = ['error', 'warn', 'info', 'debug'];

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
    for (const [key, value] of Object.entries(info)) if (value instanceof Error) info[key] = describe(value);
    return info;
  });
  // Winston would format a line first and then ask whether anybody wants it.
  const wanted = winston.format((info) => everyLevel.indexOf(info.level) <= everyLevel.indexOf(level) && info);
  return winston.createLogger({
    level,
    format: winston.format.combine(
      wanted(),
      errors(),
      winston.format.timestamp(),
      format === 'json' ? winston.format.json() : plain,
    ),
    transports: [new winston.transports.Stream({ stream })],
  });
}

/** An error and its causes; `JSON.stringify` would make nothing of them. */
const describe = (error: Error): object => ({
  name: error.name,
  message: error.message,
  stack: error.stack,
  ...(error.cause instanceof Error && { cause: describe(error.cause) }),
});
