import type { RequestHandler, Response } from 'express';

/** Lets the pages of any origin read a response that depends on no cookie. */
export const allowAllOrigins = (res: Response): void =>
  void res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });

export const opened =
  (handler: RequestHandler): RequestHandler =>
  (req, res, next) => {
    allowAllOrigins(res);
    return handler(req, res, next);
  };

export const preflight: RequestHandler = (_req, res) => {
  allowAllOrigins(res);
  res.set({ 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': 'Content-Type' });
  res.status(204).end();
};
