import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { Refusal, unreadable } from '../problem.ts';
import { parseQuery } from './query-parser.ts';

const jsonType = 'application/json';
const formType = 'application/x-www-form-urlencoded';

/** Methods whose body means nothing, so that nothing of it is read. */
const readOnly: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Reads a JSON body of at most `limit` bytes; an absent one stays undefined. */
export function jsonBody(limit: number): RequestHandler {
  const bytes = express.raw({ type: jsonType, limit });
  return (req, res, next) => {
    if (readOnly.has(req.method) || !hasBody(req)) return next();
    if (!req.is(jsonType) || !isReadAsUtf8(req)) {
      throw new Refusal('unsupported-media-type', `The body has to be ${jsonType} in UTF-8.`);
    }
    bytes(req, res, (error?: unknown) => {
      if (error) return next(error);
      try {
        req.body = parseJson(req.body);
        next();
      } catch (unreadableBody) {
        next(unreadableBody);
      }
    });
  };
}

function parseJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
  // Decoding would put a replacement character for what is not UTF-8, and keep that.
  if (!isUtf8(body)) throw unreadable('The body is not UTF-8.');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw unreadable('The body is not JSON.');
  }
}

/** Reads a form of at most `limit` bytes; any other body is a form without fields. */
export function formBody(limit: number): RequestHandler {
  const text = express.text({ type: formType, limit });
  return (req, res, next) =>
    text(req, res, (error?: unknown) => {
      if (error) return next(error);
      req.body = parseQuery(typeof req.body === 'string' ? req.body : '');
      next();
    });
}

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

function isReadAsUtf8(req: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(req.headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}
