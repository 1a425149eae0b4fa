import type { RequestHandler } from 'express';

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
