import { DomainError, type ErrorCode, type NotFoundCode, notFoundCodes } from '../errors.ts';

/** The HTTP status of each domain error but those of missing things. A code that is missing here is a compile error. */
const domainStatus = {
  validation: 422,
  'quota-exceeded': 422,
  'id-taken': 409,
  'email-taken': 409,
  'session-active': 409,
  'session-ended': 409,
  'import-undone': 409,
  'webhook-disabled': 409,
  'invalid-credentials': 401,
  'wrong-password': 401,
  'reset-token-invalid': 401,
  'not-permitted': 403,
  'access-too-low': 403,
  'own-account': 403,
  'account-protected': 403,
  'account-inactive': 403,
  'role-held': 409,
  'role-not-held': 409,
  'item-name-taken': 409,
  'directory-full': 409,
  'exercise-not-yours': 403,
  'exercise-name-taken': 409,
  'unit-name-taken': 409,
  'unit-in-use': 409,
  'schedule-conflict': 409,
  'plan-name-taken': 409,
  'coaching-exists': 409,
  'coaching-closed': 409,
  'revision-mismatch': 412,
  'idempotency-key-reused': 422,
  'history-damaged': 409,
  'concurrent-change': 503,
  'read-model-behind': 503,
  unavailable: 503,
} as const satisfies Record<Exclude<ErrorCode, NotFoundCode>, number>;

const notFoundStatus = Object.fromEntries(notFoundCodes.map((code) => [code, 404])) as Readonly<
  Record<NotFoundCode, 404>
>;

/** The HTTP status of each problem that only HTTP has, such as an unknown path. */
const httpStatus = {
  'malformed-address': 400,
  'contradictory-query': 400,
  'contradictory-credentials': 400,
  'not-signed-in': 401,
  'insufficient-scope': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'host-not-allowed': 421,
  'method-not-allowed': 405,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'depends-on-refused': 409,
  'precondition-required': 428,
  'too-many-requests': 429,
  internal: 500,
} as const;

/** Every problem code with its HTTP status. */
export const statusOfProblem = { ...notFoundStatus, ...domainStatus, ...httpStatus } as const;
export type ProblemCode = keyof typeof statusOfProblem;

/** The `type` of a problem (RFC 9457), which never changes. */
export const typeOfProblem = (code: ProblemCode): string => `urn:irontrack:problem:${code}`;
/** The address that explains a problem. */
export const explanationOf = (code: ProblemCode): string => `/api/v1/problems/${code}`;

/**
 * An error with a code that only HTTP has, such as an unknown path. Commands and queries refuse by a `DomainError`
 * instead.
 */
export class HttpError extends Error {
  readonly code: keyof typeof httpStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: keyof typeof httpStatus, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpError';
    this.code = code;
    this.headers = headers;
  }
}

/** The refusal of a body that is not what its `Content-Type` says, such as malformed JSON. */
export const unreadableBody = (message: string): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type: 'json_invalid', field: 'body', message }] });
