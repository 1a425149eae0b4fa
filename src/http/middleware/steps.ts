import type { Request, RequestHandler, Response } from 'express';

/** A part of the handling of every request that ends at once: it changes the request or the response, or refuses. */
export type Step = (req: Request, res: Response) => void;

/** Combines steps into one middleware, because a layer of Express costs more than most steps. */
export const inOneLayer =
  (...steps: readonly Step[]): RequestHandler =>
  (req, res, next) => {
    for (const step of steps) step(req, res);
    next();
  };
