/** The codes with which a command or a query is refused. `http/problem.ts` maps each to an HTTP status. */
export type ErrorCode =
  | NotFoundCode
  | 'validation'
  | 'quota-exceeded'
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
  | 'item-name-taken'
  | 'directory-full'
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

/** The kinds of things that may be missing, each with the message of the refusal. Its code is `…-not-found`. */
const missing = {
  account: 'No such account.',
  session: 'No such training session.',
  entry: 'No such exercise in this training session.',
  set: 'No such set in this exercise.',
  exercise: 'No such exercise.',
  item: 'No such item.',
  import: 'No such import.',
  device: 'No such auth session.',
} as const;

export type Missing = keyof typeof missing;
export type NotFoundCode = `${Missing}-not-found`;

const notFoundCodeOf = (what: Missing): NotFoundCode => `${what}-not-found`;
export const notFoundCodes: readonly NotFoundCode[] = (Object.keys(missing) as Missing[]).map(notFoundCodeOf);

/** Makes the refusal for something that does not exist, or whose existence the account may not know of. */
export const notFound = (what: Missing): DomainError => new DomainError(notFoundCodeOf(what), missing[what]);

/** Makes the refusal for a field whose value breaks a rule. */
export const invalid = (field: string, message: string, type = 'value_error'): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type, field, message }] });

/** For the default case of an exhaustive switch: when the switch lacks a case, the call does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
