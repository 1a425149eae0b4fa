import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from '../../ports/logger.ts';
import type { Apps } from '../dependencies.ts';
import { resourceMetadataOf, resourcePathOf } from '../oauth/addresses.ts';
import { explanationOf, HttpError, statusOfProblem, typeOfProblem } from '../problem.ts';
import { explanations } from '../problems/explanations.ts';
import { type Problem, problemOf } from './problem-of.ts';
import { requestIdOf } from './request-id.ts';

/**
 * Answers every error as problem+json (RFC 9457). An unexpected error is written as a log message, and its answer
 * contains no details.
 */
export const problems =
  (logger: Logger, apps: Pick<Apps, 'publicUrl'>): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    // The client closed the connection while it was still sending the request. No client reads an answer, and the
    // service has not failed.
    if (req.destroyed && !req.complete) {
      res.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem.code === 'internal') {
      const logged = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error;
      logger.error('request failed', { requestId: requestIdOf(req), error: logged });
    }
    if (res.headersSent) res.destroy();
    else sendProblem(res, withResourceMetadata(problem, apps.publicUrl(), req.path), pathOf(req.originalUrl));
  };

export const routeNotFound: RequestHandler = () => {
  throw new HttpError('not-found', 'No route has this path.');
};

export const malformedUrl: RequestHandler = () => {
  throw new HttpError('malformed-address', 'The request target is not a valid URL.');
};

function sendProblem(res: Response, problem: Problem, instance: string): void {
  const body = bodyOf(problem, instance);
  res.status(body.status).set(problem.headers).set('Cache-Control', 'no-store').type('application/problem+json');
  res.set('Link', `<${explanationOf(problem.code)}>; rel="help"`);
  res.send(JSON.stringify(body));
}

/** Names the document from which an app without a valid token learns where it gets one (RFC 9728). */
function withResourceMetadata(problem: Problem, publicUrl: string | null, path: string): Problem {
  const challenge = problem.headers['WWW-Authenticate'];
  if (challenge === undefined || publicUrl === null) return problem;
  const separator = challenge.includes(' ') ? ', ' : ' ';
  const hint = `${challenge}${separator}resource_metadata="${resourceMetadataOf(publicUrl, resourcePathOf(path))}"`;
  return { ...problem, headers: { ...problem.headers, 'WWW-Authenticate': hint } };
}

/** The body with which a route answers an error. `instance` is the path of the request. */
export const problemBodyOf = (error: unknown, instance: string) => bodyOf(problemOf(error), instance);

function bodyOf({ code, detail, validationErrors, related = [] }: Problem, instance: string) {
  const status = statusOfProblem[code];
  const { title } = explanations[code];
  const listed = status === 422 ? { message: detail, details: validationErrors } : {};
  const named = related.length > 0 ? { related } : {};
  return { type: typeOfProblem(code), code, title, status, detail, instance, ...listed, ...named };
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
