/** Every way a command or query may be refused. `http/problem.ts` gives each its status. */
export type ErrorCode =
  | 'validation'
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
  | 'read-model-behind'
  | 'unavailable';

/** What is wrong with one field; `type` is of the closed list in the HTTP contract. */
export type ValidationError = Readonly<{ type: string; field: string; message: string }>;

/** An expected refusal. Everything else that is thrown is a defect or an outage. */
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

/** The refusal for something that does not exist, or that the account may not know of. */
export function notFound(what: Missing): DomainError {
  const [code, message] = missing[what];
  return new DomainError(code, message);
}

/** A value that breaks a rule, told of the field that holds it. */
export const invalid = (field: string, message: string, type = 'value_error'): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type, field, message }] });

/** The unreachable default of an exhaustive switch. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
