import type { RequestHandler } from 'express';

/**
 * Tells caches to keep a response for one account only, and to ask the service each time whether it is still current.
 */
export const privateCache: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-cache');
  next();
};

/**
 * Keeps a malformed percent escape in a path as literal text. The path is then refused like any other unknown id or
 * path.
 */
export const keepMalformedEscapes: RequestHandler = (req, _res, next) => {
  try {
    decodeURIComponent(req.path);
  } catch {
    const { path } = req;
    req.url = path.replaceAll('%', '%25') + req.url.slice(path.length);
  }
  next();
};
