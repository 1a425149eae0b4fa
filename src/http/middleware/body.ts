import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { HttpError, unreadableBody } from '../problem.ts';
import { parseQuery } from './query-parser.ts';

const jsonType = 'application/json';
const formType = 'application/x-www-form-urlencoded';

/** The methods whose request body has no meaning. The body of such a request is not read. */
const readOnly: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The largest body that a route reads, after decompression, and whether the body may be compressed at all. */
export type BodyLimit = Readonly<{ maxBytes: number; isCompressible: boolean }>;

/** Reads a JSON body. Without a body, `req.body` stays undefined. */
export function jsonBody({ maxBytes, isCompressible }: BodyLimit, expected = jsonType): RequestHandler {
  const bytes = express.raw({ type: jsonType, limit: maxBytes, inflate: isCompressible });
  return (req, res, next) => {
    if (readOnly.has(req.method) || !hasBody(req)) return next();
    if (!req.is(jsonType) || !isUtf8Body(req)) {
      throw new HttpError('unsupported-media-type', `The body must be ${expected} in UTF-8.`);
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
  // Node's decoder would replace invalid bytes by U+FFFD, so a body that is not UTF-8 is refused before it is decoded.
  if (!isUtf8(body)) throw unreadableBody('The body is not UTF-8.');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw unreadableBody('The body is not JSON.');
  }
}

/** Reads a form or a JSON body. No body counts as one without fields. */
export function formOrJsonBody(limit: BodyLimit): RequestHandler {
  const { maxBytes, isCompressible } = limit;
  const text = express.text({ type: formType, limit: maxBytes, inflate: isCompressible });
  const json = jsonBody(limit, `${jsonType} or ${formType}`);
  return (req, res, next) => {
    if (!req.is(formType) && hasBody(req)) return json(req, res, next);
    text(req, res, (error?: unknown) => {
      if (error) return next(error);
      req.body = parseQuery(typeof req.body === 'string' ? req.body : '');
      next();
    });
  };
}

const maxTypeLength = 500;
const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

function isUtf8Body(req: Request): boolean {
  const type = req.headers['content-type'] ?? '';
  if (type.length > maxTypeLength) return false;
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}
