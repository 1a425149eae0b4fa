import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { StreamType } from './responses/response.ts';

/** A body that is sent while it is made. It is read only as fast as the client reads. */
export type BodyStream = Readonly<{ type: StreamType; content: AsyncIterable<string | Buffer> }>;

/**
 * Sends a body in parts. A failure before the first part is answered as a problem. A later one closes the connection, so
 * that the client does not take the parts for the whole.
 */
export async function writeStream(res: Response, { type, content }: BodyStream): Promise<void> {
  res.type(type);
  // Proxies such as nginx and Angie would otherwise collect the parts before they pass them on.
  res.set('X-Accel-Buffering', 'no');
  // A service that stops waits for open connections. It cannot tell this one later that the response was the last.
  res.set('Connection', 'close');
  if (res.req.method === 'HEAD') {
    res.end();
    return;
  }
  const parts = content[Symbol.asyncIterator]();
  const first = await parts.next();
  // The client has left before the first part. A pipeline would fail, and would not end the parts.
  if (res.destroyed) {
    await parts.return?.();
    return;
  }
  res.flushHeaders();
  try {
    await pipeline(Readable.from(allParts(first, parts)), res);
  } catch (error) {
    if (!isLeave(error)) throw error;
  }
}

type Part = string | Buffer;

async function* allParts(first: IteratorResult<Part>, parts: AsyncIterator<Part>): AsyncGenerator<Part> {
  try {
    for (let part = first; !part.done; part = await parts.next()) yield part.value;
  } finally {
    await parts.return?.();
  }
}

/** Whether a stream has failed only because the client has closed its connection. */
const isLeave = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
