import type { Response } from 'express';
import type { StreamType } from './responses/response.ts';

type Part = string | Buffer;
/** A body that is sent while it is made. It is read only as fast as the client reads. */
export type BodyStream = Readonly<{ type: StreamType; content: AsyncIterable<Part> }>;

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
  if (!res.destroyed) res.flushHeaders();
  try {
    await writeParts(res, first, parts);
  } catch (error) {
    // What fails after the client has left concerns no one.
    if (!res.destroyed) throw error;
  }
}

/** Writes the parts, and gives up when the client has left. A pipeline of Node would keep seven listeners on the response. */
async function writeParts(res: Response, first: IteratorResult<Part>, parts: AsyncIterator<Part>): Promise<void> {
  for (let part = first; !part.done; part = await parts.next()) {
    if (!res.destroyed && !res.write(part.value)) await drained(res);
    if (res.destroyed) return void (await parts.return?.());
  }
  res.end();
}

/** Resolves when the client has read what was written, or has left. */
const drained = (res: Response): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      res.off('drain', settle).off('close', settle);
      resolve();
    };
    res.on('drain', settle).on('close', settle);
  });
