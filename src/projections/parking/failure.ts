import { DomainError } from '../../errors.ts';

/** What may be stored and logged about an error: nothing that a user typed. */
export type Failure = Readonly<{ reason: string; stack: string }>;

const frame = /^\s+at .*\(?(file:|node:).*:\d+:\d+\)?$/;

/**
 * The class of an error and its place in the code. Messages of folds and of Node are left out, since they may quote
 * values; messages of domain errors and of the Postgres adapter consist of names and codes only.
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

/** The lines of the stack after the message, which may itself have any number of lines. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  const rest = start < 0 ? stack : stack.slice(start + message.length);
  return rest.split('\n').filter((line) => frame.test(line));
}
