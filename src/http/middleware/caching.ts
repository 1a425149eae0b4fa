import type { RequestHandler } from 'express';

/**
 * Tells caches to keep a response for one account only, and to ask the service each time whether it is still current.
 * A route with `noStore` forbids caches to keep its responses at all.
 */
export const privateCache: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-cache');
  next();
};
