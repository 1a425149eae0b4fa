/** The codes with which a command or a query is refused. `http/problem.ts` maps each to an HTTP status. */
export type ErrorCode =
  | 'validation'
  | 'quota-exceeded'
  | 'session-not-found'
  | 'entry-not-found'
  | 'set-not-found'
  | 'import-not-found'
  | 'account-not-found'
  | 'id-taken'
  | 'email-taken'
  | 'session-ended'
  | 'import-undone'
  | 'not-signed-in'
  | 'invalid-credentials'
  | 'wrong-password'
  | 'reset-token-invalid'
  | 'not-permitted'
  | 'own-account'
  | 'account-protected'
  | 'account-inactive'
  | 'role-held'
  | 'role-not-held'
  | 'device-not-found'
  | 'item-not-found'
  | 'item-name-taken'
  | 'directory-full'
  | 'exercise-not-found'
  | 'exercise-not-yours'
  | 'exercise-name-taken'
  | 'revision-mismatch'
  | 'idempotency-key-reused'
  | 'concurrent-change'
  | 'history-damaged'
  | 'read-model-behind'
  | 'unavailable';

/** One field's violation of a rule. HTTP documents the possible values of `type`, such as `value_error`. */
export type ValidationError = Readonly<{ type: string; field: string; message: string }>;

/** An expected refusal of a command or a query. Every other error is a defect or an outage. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly validationErrors: readonly ValidationError[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { validationErrors?: readonly ValidationError[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.validationErrors = options.validationErrors ?? [];
  }
}

/** The kinds of things that may not exist, each with the code and message of the refusal. */
const missing = {
  account: ['account-not-found', 'No such account.'],
  session: ['session-not-found', 'No such training session.'],
  entry: ['entry-not-found', 'No such exercise in this training session.'],
  set: ['set-not-found', 'No such set in this exercise.'],
  exercise: ['exercise-not-found', 'No such exercise.'],
  item: ['item-not-found', 'No such item.'],
  import: ['import-not-found', 'No such import.'],
} as const satisfies Readonly<Record<string, readonly [ErrorCode, string]>>;

export type Missing = keyof typeof missing;

/** Makes the refusal for something that does not exist, or whose existence the account may not know of. */
export function notFound(what: Missing): DomainError {
  const [code, message] = missing[what];
  return new DomainError(code, message);
}

/** Makes the refusal for a field whose value breaks a rule. */
export const invalid = (field: string, message: string, type = 'value_error'): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type, field, message }] });

/** For the default case of an exhaustive switch: when the switch lacks a case, the call does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
