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

/** A value that breaks a rule, told of the field that holds it. */
export const invalid = (field: string, message: string, type = 'value_error'): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type, field, message }] });

/** The unreachable default of an exhaustive switch. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
