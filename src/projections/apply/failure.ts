import { DomainError } from '../../errors.ts';

/** What may be written down about an error: no word of it may be what somebody typed. */
export type Failure = Readonly<{ reason: string; stack: string }>;

const frame = /^\s+at .*\(?(file:|node:).*:\d+:\d+\)?$/;

/**
 * The kind of an error and its place in the code. Its message is left out, for folds and Node quote values in theirs; those of the
 * database adapter are made of names and codes alone.
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

/** The lines of the stack behind the message, which may itself have any number of lines. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  return rest.split('\n').filter((line) => frame.test(line));
}
