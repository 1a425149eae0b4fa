import cookieParser from 'cookie-parser';
import type { Step } from './steps.ts';

/** Reads the cookies of a request into `req.cookies`. */
export function readCookies(): Step {
  const read = cookieParser();
  return (req, res) => read(req, res, () => {});
}
