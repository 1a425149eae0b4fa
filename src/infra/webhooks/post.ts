import type { IncomingMessage } from 'node:http';
import { type GuardOptions, guardedRequest } from './guarded-request.ts';

export type PostOptions = GuardOptions;

/** How much of the body of a response is read, and for how long. Nothing of it is kept. */
const [bodyBytes, bodyMs] = [16_384, 1_000];

/** Sends a POST without following redirects. Returns the status of the response. */
export const post = (
  target: URL,
  { headers, body }: Readonly<{ headers: Readonly<Record<string, string>>; body: string }>,
  options: PostOptions,
): Promise<number> =>
  guardedRequest(
    target,
    {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      send: (request) => request.end(body),
      async read(response, stopAfter) {
        stopAfter(bodyMs);
        await discard(response);
        return response.statusCode ?? 0;
      },
    },
    options,
  );

/** Reads a part of a body, because some receivers report an error when nothing reads what they send. */
const discard = (response: IncomingMessage): Promise<void> =>
  new Promise((closed) => {
    let bytes = 0;
    response.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > bodyBytes) response.destroy();
    });
    response.on('error', () => {});
    response.once('close', closed);
  });
