import type { Step } from './steps.ts';

/**
 * Keeps a malformed percent escape in a path as literal text. The path is then refused like any other unknown id or
 * path.
 */
export const keepMalformedEscapes: Step = (req) => {
  if (!req.url.includes('%')) return;
  try {
    decodeURIComponent(req.path);
  } catch {
    const { path } = req;
    req.url = path.replaceAll('%', '%25') + req.url.slice(path.length);
  }
};
