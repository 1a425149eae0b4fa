import { DomainError } from '../../errors.ts';

/**
 * The part of an error that may be stored and written in log messages, because it contains nothing that a user typed.
 */
export type Failure = Readonly<{ reason: string; stack: string }>;

const frame = /^\s+at .*\(?(file:|node:).*:\d+:\d+\)?$/;

/**
 * Describes an error by its class and its place in the code. Omits most messages, which may quote what users typed;
 * messages of domain errors and of the Postgres adapter are kept, since they consist of names and codes only.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { reason: `a thrown ${typeof error}`, stack: '' };
  const frames = framesOf(error);
  const isQuotable = error instanceof DomainError || error.message.startsWith('Postgres: ');
  const place = frames[0]?.trim();
  return {
    reason: isQuotable ? error.message : [error.name, place].filter(Boolean).join(' '),
    stack: frames.join('\n'),
  };
}

/** The lines of an error's stack that name places in the code. They follow the message, which may have many lines. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  const rest = start < 0 ? stack : stack.slice(start + message.length);
  return rest.split('\n').filter((line) => frame.test(line));
}
