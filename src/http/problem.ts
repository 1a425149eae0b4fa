import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DomainError, type ErrorCode, type ValidationError } from '../errors.ts';
import type { Logger } from '../ports/logger.ts';
import { requestIdOf } from './middleware/request-id.ts';

/** A code without a status does not compile. */
const statusOf = {
  validation: 422,
  'session-not-found': 404,
  'entry-not-found': 404,
  'set-not-found': 404,
  'import-not-found': 404,
  'account-not-found': 404,
  'id-taken': 409,
  'email-taken': 409,
  'session-ended': 409,
  'import-undone': 409,
  'not-signed-in': 401,
  'wrong-password': 401,
  'reset-token-invalid': 401,
  'not-permitted': 403,
  'own-account': 403,
  'account-protected': 403,
  'account-inactive': 403,
  'role-held': 409,
  'role-not-held': 409,
  'device-not-found': 404,
  'item-not-found': 404,
  'item-name-taken': 409,
  'directory-full': 409,
  'exercise-not-found': 404,
  'exercise-not-yours': 403,
  'exercise-name-taken': 409,
  'revision-mismatch': 412,
  'idempotency-key-reused': 422,
  'concurrent-change': 503,
  'read-model-behind': 503,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** Refusals that only HTTP knows. */
const refusalStatus = {
  'malformed-address': 400,
  'contradictory-query': 400,
  'foreign-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
} as const;

/** A request refused before any command or query was asked. */
export class Refusal extends Error {
  readonly code: keyof typeof refusalStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: keyof typeof refusalStatus, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.headers = headers;
  }
}

const retryAfterSeconds = '1';

type Problem = Readonly<{
  code: string;
  status: number;
  detail: string;
  headers: Readonly<Record<string, string>>;
  validationErrors: readonly ValidationError[];
}>;

/** Makes an answer of everything that is thrown; what nobody foresaw becomes a logged 500 that tells nothing. */
export const problems =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    // The client hung up while it was still sending: nobody is left to answer, and nothing is wrong here.
    if (req.destroyed && !req.complete) {
      res.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem.status === 500) {
      const shown = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error;
      logger.error('request failed', { requestId: requestIdOf(req), error: shown });
    }
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem, pathOf(req.originalUrl));
  };

export const routeNotFound: RequestHandler = () => {
  throw new Refusal('not-found', 'There is nothing at this address.');
};

export const malformedUrl: RequestHandler = () => {
  throw new Refusal('malformed-address', 'This is no address.');
};

function sendProblem(
  res: Response,
  { code, status, detail, headers, validationErrors }: Problem,
  instance: string,
): void {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
  const listed = status === 422 ? { message: detail, details: validationErrors } : {};
  const body = { type: `urn:irontrack:problem:${code}`, title, status, detail, instance, ...listed };
  res.status(status).set(headers).set('Cache-Control', 'no-store').type('application/problem+json');
  res.send(JSON.stringify(body));
}

function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return ofDomain(error);
  if (error instanceof Refusal) return ofRefusal(error);
  return ofMiddleware(error) ?? ofRefusal(new Refusal('internal', 'Something went wrong on our side.'));
}

function ofDomain({ code, message, validationErrors }: DomainError): Problem {
  const status = statusOf[code];
  const headers: Record<string, string> = status === 503 ? { 'Retry-After': retryAfterSeconds } : {};
  const reused = { type: 'value_error', field: 'Idempotency-Key', message };
  const listed = code === 'idempotency-key-reused' ? [reused] : validationErrors;
  return { code, status, detail: message, headers, validationErrors: listed };
}

const ofRefusal = ({ code, message, headers }: Refusal): Problem => ({
  code,
  status: refusalStatus[code],
  detail: message,
  headers,
  validationErrors: [],
});

/** Errors of the body readers carry a status of their own. */
function ofMiddleware(error: unknown): Problem | null {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return ofRefusal(new Refusal('payload-too-large', 'The body is too large.'));
  if (status === 415) return ofRefusal(new Refusal('unsupported-media-type', 'This encoding is not understood.'));
  return status === 400 ? ofDomain(unreadable('The body can not be read.')) : null;
}

/** The refusal of a body that is not what its content type says. */
export const unreadable = (message: string): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type: 'json_invalid', field: 'body', message }] });

/** The part of an address before its query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
