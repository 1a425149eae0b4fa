import type { Response } from 'express';
import type { Owner } from '../events/ids.ts';
import type { Layout } from '../ports/lanes.ts';
import { type TokenCookies, writeCookies } from './cookies.ts';
import type { HttpConfig } from './dependencies.ts';
import { consistencyTokenOf } from './requests/consistency-token.ts';
import type { ResponseHeader } from './responses/response.ts';

/** The response that a handler returns as a value. The router writes it once the handler has finished. */
export type Reply<Status extends number = number, Body = unknown> = Readonly<{
  status: Status;
  /** The response body. An object is sent as JSON, a string as plain text. */
  body?: Body;
  /** A response body that already is JSON text. */
  json?: string | Buffer;
  /** How `json` is compressed. It is set when the compression depends on the request's `Accept-Encoding`. */
  encoding?: 'identity' | 'gzip' | 'br';
  etag?: string;
  location?: string;
  /** Whether an earlier request, which this one repeats, had the effect. */
  isRepetition?: boolean;
  /** The log position after a command, and the owner of the changed stream. The consistency token is made from both. */
  position?: Readonly<{ owner: Owner; position: bigint }>;
  cookies?: TokenCookies;
}>;

/** A JSON reply. The compiler checks its body against the response schema of the route. */
export function json<Body extends object>(body: Body): Reply<200, Body>;
export function json<Body extends object, const Status extends number>(body: Body, status: Status): Reply<Status, Body>;
export function json(body: object, status = 200): Reply {
  return { status, body };
}

/** A reply with status 200 whose body is JSON text that a read model contains. */
export const jsonText = (text: string): Reply<200, never> => ({ status: 200, json: text });

/**
 * A reply with the JSON text of a document from a read model, and with an ETag of its revision. `joined` is a text that
 * changes with the data that the query added to the document.
 */
export const storedDocument = (
  found: Readonly<{ doc: string; revision: number }>,
  joined?: string,
): Reply<200, never> => ({ status: 200, json: found.doc, etag: etagOf(found.revision, joined) });

export const noContent: Reply<204, never> = { status: 204 };

type CommandOutcome = Readonly<{
  owner: Owner;
  position: bigint;
  revision: number;
  isRepetition: boolean;
  events?: number;
}>;

/**
 * The reply to a command: 200 with the changed document, 201 with a new document, 204 without a document. The route's
 * definition says which headers the reply has: ETag (the revision), X-Consistency-Token (the log position), Location.
 */
export function answered(outcome: CommandOutcome): Reply<204, never>;
export function answered<Body extends object>(outcome: CommandOutcome, body: Body): Reply<200, Body>;
export function answered<Body extends object>(
  outcome: CommandOutcome,
  body: Body,
  created: Readonly<{ location: string }>,
): Reply<201, Body>;
export function answered(outcome: CommandOutcome, body?: object, created?: Readonly<{ location: string }>): Reply {
  // A creation that appended nothing repeats one with the same id.
  const isRepetition = outcome.isRepetition || (created !== undefined && outcome.events === 0);
  const common = { etag: etagOf(outcome.revision), position: outcome, isRepetition };
  if (!body) return { status: 204, ...common };
  return { status: created ? 201 : 200, body, ...common, ...created };
}

/**
 * The entity tag of a document: its revision, and `joined` for what the revision does not cover, such as data of other
 * aggregates. The `If-Match` of a command is compared with the revision only.
 */
export const etagOf = (revision: number, joined?: string): string =>
  joined === undefined ? `"${revision}"` : `"${revision}.${joined}"`;

type Written = Readonly<{ headers: readonly ResponseHeader[]; layout: Layout; config: HttpConfig }>;

/**
 * Writes a reply with the headers that the route defines. When the client's `If-None-Match` contains the reply's ETag,
 * the status is 304 and there is no body.
 */
export function writeReply(res: Response, reply: Reply, { headers, layout, config }: Written): void {
  for (const name of headers) {
    const value = headerOf(reply, name, layout);
    if (value !== null) res.set(name, value);
  }
  if (reply.isRepetition) res.set('Idempotent-Replayed', 'true');
  if (reply.encoding) res.vary('Accept-Encoding');
  if (reply.cookies) writeCookies(res, reply.cookies, config);
  if (headers.includes('ETag') && isNotModified(res, reply)) res.status(304).end();
  else writeBody(res.status(reply.status), reply);
}

function headerOf({ etag, location, position }: Reply, name: ResponseHeader, layout: Layout): string | null {
  if (name === 'Set-Cookie') return null;
  const token = position && consistencyTokenOf(layout, position.owner, position.position);
  const value = { ETag: etag, Location: location, 'X-Consistency-Token': token }[name];
  if (value === undefined) throw new Error(`The reply lacks what the header ${name} needs`);
  return value;
}

function writeBody(res: Response, { body, json: text, encoding }: Reply): void {
  if (encoding === 'gzip' || encoding === 'br') res.set('Content-Encoding', encoding);
  if (typeof body === 'string') res.type('text/plain').send(body);
  else if (text !== undefined) res.type('json').send(text);
  else if (body !== undefined) res.type('json').send(JSON.stringify(body));
  else res.end();
}

/** How long an `If-None-Match` may be. A longer one counts as one without the ETag. */
const maxKnownLength = 4_096;
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Whether the response is 304. Express's own check does not work here: it ignores `If-None-Match` when the request also
 * has `Cache-Control: no-cache`, which browsers often add.
 */
const isNotModified = ({ req }: Response, { etag }: Reply): boolean =>
  safeMethods.has(req.method) && etag !== undefined && isKnown(req.get('if-none-match'), etag);

/**
 * Whether a client's `If-None-Match` contains the ETag. A weak tag counts too, because proxies that compress responses
 * weaken tags.
 */
export const isKnown = (known = '', etag: string): boolean =>
  known.length <= maxKnownLength && known.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()));
