import type { Request, Response } from 'express';
import type { Owner } from '../events/ids.ts';
import type { Layout } from '../ports/lanes.ts';
import { type TokenCookies, writeCookies } from './cookies.ts';
import type { HttpConfig } from './dependencies.ts';
import { consistencyTokenOf } from './requests/consistency-token.ts';

import type { ResponseDefinition, ResponseHeader } from './responses/response.ts';
import { type BodyStream, writeStream } from './stream.ts';

/** A log position after a command, and the owner of the changed stream. */
export type StreamPosition = Readonly<{ owner: Owner; position: bigint }>;

/** The response that a handler returns as a value. The router writes it once the handler has finished. */
export type Reply<Status extends number = number, Body = unknown> = Readonly<{
  status: Status;
  /** The response body. An object is sent as JSON, a string unchanged. */
  body?: Body;
  /** A response body that already is JSON text, or a text of another media type. */
  json?: string | Buffer;
  /** The media type of the body, if the route's definition has several. */
  mediaType?: string;
  /** How `json` is compressed. It is set when the compression depends on the request's `Accept-Encoding`. */
  encoding?: 'identity' | 'gzip' | 'br';
  /** A response body that is sent while it is made. */
  stream?: BodyStream;
  etag?: string;
  location?: string;
  /** The header `Link`; null when the response has none. */
  link?: string | null;
  /** Whether an earlier request, which this one repeats, had the effect. */
  isRepetition?: boolean;
  /** Whether the body was left out, because the client prefers a response without it. */
  isMinimal?: boolean;
  /** The log positions after commands, with the owners of the changed streams. Each makes a consistency token. */
  position?: StreamPosition | readonly StreamPosition[];
  cookies?: TokenCookies;
}>;

/** A JSON reply. The compiler checks its body against the response schema of the route. */
export function json<Body extends object>(body: Body): Reply<200, Body>;
export function json<Body extends object, const Status extends number>(body: Body, status: Status): Reply<Status, Body>;
export function json(body: object, status = 200): Reply {
  return { status, body };
}

/** A reply with status 200 whose body is JSON text that a read model contains. */
export const jsonText = (text: string | Buffer): Reply<200, never> => ({ status: 200, json: text });

/**
 * A reply with the JSON text of a document from a read model, and with an ETag of its revision. `joined` is a text that
 * changes with the data that the query added to the document.
 */
export const storedDocument = (
  found: Readonly<{ doc: string | Buffer; revision: number }>,
  joined?: string,
): Reply<200, never> => ({ status: 200, json: found.doc, etag: etagOf(found.revision, joined) });

/** A reply with status 200 whose body is sent while it is made. The route's definition lists its type. */
export const streamed = (stream: BodyStream): Reply<200, never> => ({ status: 200, stream });

export const noContent: Reply<204, never> = { status: 204 };

/** The same reply without its body, for a client that prefers a response without it. */
export function withoutBody({ body: _, json: __, ...reply }: Reply): Reply {
  return { ...reply, status: reply.status === 200 ? 204 : reply.status, isMinimal: true };
}

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

type Written = Readonly<{ defined: ResponseDefinition; layout: Layout; config: HttpConfig }>;

/**
 * Writes a reply with the headers that the route defines. When the client's `If-None-Match` contains the reply's ETag,
 * the status is 304 and there is no body. Resolves when the reply, or the last part of its stream, is written.
 */
export async function writeReply(res: Response, reply: Reply, { defined, layout, config }: Written): Promise<void> {
  const { headers } = defined;
  for (const name of headers) {
    const value = headerOf(reply, name, layout);
    if (value !== null) res.setHeader(name, value);
  }
  if (reply.isMinimal) res.set('Preference-Applied', 'return=minimal');
  if (reply.isRepetition) res.set('Idempotent-Replayed', 'true');
  if (reply.encoding) res.vary('Accept-Encoding');
  if (reply.cookies) writeCookies(res, reply.cookies, config);
  if (headers.includes('ETag') && isNotModified(res, reply)) res.status(304).end();
  else if (reply.stream) await writeStream(res.status(reply.status), reply.stream);
  else writeBody(res.status(reply.status), reply, defined);
}

function headerOf(reply: Reply, name: ResponseHeader, layout: Layout): string | null {
  const value = valueOfHeader(reply, name, layout);
  if (value === undefined) throw new Error(`The reply lacks what the header ${name} needs`);
  return value;
}

function valueOfHeader({ etag, location, link, position }: Reply, name: ResponseHeader, layout: Layout) {
  switch (name) {
    case 'ETag':
      return etag;
    case 'Link':
      return link;
    case 'Location':
      return location;
    case 'X-Consistency-Token':
      return position && tokensOf([position].flat(), layout);
    default:
      return null;
  }
}

const tokensOf = (positions: readonly StreamPosition[], layout: Layout): string =>
  positions.map(({ owner, position }) => consistencyTokenOf(layout, owner, position)).join(', ');

function writeBody(
  res: Response,
  { body, json: text, encoding, mediaType }: Reply,
  { mediaTypes }: ResponseDefinition,
): void {
  const type = mediaType ?? mediaTypes?.[0] ?? 'json';
  if (encoding === 'gzip' || encoding === 'br') res.set('Content-Encoding', encoding);
  const sent = typeof body === 'object' && text === undefined ? JSON.stringify(body) : (text ?? body);
  if (sent === undefined) res.end();
  else if (type === 'json' && (typeof sent === 'string' || Buffer.isBuffer(sent))) sendJson(res, sent);
  else res.type(type).send(sent);
}

const maxEncodedByNode = 8_192;

/** Sends JSON. Node writes headers and a text with one call, while Express would turn the text into bytes first. */
function sendJson(res: Response, content: string | Buffer): void {
  const bytes = Buffer.byteLength(content);
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', bytes);
  // A text with as many bytes as characters is ASCII, which Node need not encode.
  if (typeof content !== 'string' || bytes === content.length) res.end(content, 'latin1');
  // For another long text, Node would reserve three bytes per character, in memory that it first gets from the system.
  else res.end(bytes > maxEncodedByNode ? Buffer.from(content) : content);
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

/**
 * The version in `If-None-Match`, if the header contains exactly one ETag of a document; `undefined` otherwise. If the
 * document still has this version, the query need not read its text, and the response is 304.
 */
export const knownVersionOf = (req: Request): string | undefined =>
  /^(?:W\/)?"(\d{1,10}(?:\.\d{1,10}){0,2})"$/.exec(req.get('if-none-match') ?? '')?.[1];
