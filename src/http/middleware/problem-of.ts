import { DomainError, type NamedThing, type ValidationError } from '../../errors.ts';
import { HttpError, type ProblemCode, statusOfProblem, unreadableBody } from '../problem.ts';

/** The `Retry-After` of a 503 response: the seconds after which the client may repeat the request. */
const retryAfterSeconds = '1';

export type Problem = Readonly<{
  code: ProblemCode;
  detail: string;
  headers: Readonly<Record<string, string>>;
  validationErrors: readonly ValidationError[];
  related?: readonly NamedThing[];
}>;

/** What is answered to an error: its code, its texts and its headers. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return ofDomainError(error);
  if (error instanceof HttpError) return ofHttpError(error);
  return ofBodyReader(error) ?? ofHttpError(new HttpError('internal', 'The server failed to handle the request.'));
}

function ofDomainError({ code, message, validationErrors, related }: DomainError): Problem {
  const reused = { type: 'value_error', field: 'Idempotency-Key', message };
  const listed = code === 'idempotency-key-reused' ? [reused] : validationErrors;
  const headers = headersOfStatus[statusOfProblem[code]] ?? {};
  return { code, detail: message, headers, validationErrors: listed, related };
}

/** The headers that a response of a status must have. */
const headersOfStatus: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  503: { 'Retry-After': retryAfterSeconds },
};

const ofHttpError = ({ code, message, headers }: HttpError): Problem => ({
  code,
  detail: message,
  headers,
  validationErrors: [],
});

/**
 * Converts an error of Express's body parsers, which carries an HTTP status, into a problem. Returns null for any other
 * error.
 */
function ofBodyReader(error: unknown): Problem | null {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return ofHttpError(new HttpError('payload-too-large', 'The body is too large.'));
  if (status === 415) {
    return ofHttpError(new HttpError('unsupported-media-type', 'The content encoding is not supported.'));
  }
  return status === 400 ? ofDomainError(unreadableBody('The body cannot be read.')) : null;
}
