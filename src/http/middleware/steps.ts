import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** A part of the handling of every request that ends at once: it changes the request or the response, or refuses. */
export type Step = (req: Request, res: Response) => void;

/** Combines steps into one middleware, because a layer of Express costs more than most steps. */
export const inOneLayer =
  (...steps: readonly Step[]): RequestHandler =>
  (req, res, next) => {
    for (const step of steps) step(req, res);
    next();
  };

/** Combines handlers into one middleware for the same reason. */
export const handlersInOneLayer =
  (...handlers: readonly RequestHandler[]): RequestHandler =>
  (req, res, next) =>
    runInOrder(handlers, req, res, next);

/**
 * Runs handlers, each of which calls the next one unless it fails or answers. `next` is called after the last one, or when
 * one fails.
 */
export function runInOrder(handlers: readonly RequestHandler[], req: Request, res: Response, next: NextFunction): void {
  const runFrom = (at: number): void => {
    const handler = handlers[at];
    if (!handler) {
      next();
      return;
    }
    const goOn = (error?: unknown) => (error === undefined || error === null ? runFrom(at + 1) : next(error));
    const running: unknown = handler(req, res, goOn);
    if (running instanceof Promise) running.catch(next);
  };
  runFrom(0);
}
