import { type GuardOptions, guardedRequest } from '../webhooks/guarded-request.ts';

/** How large a metadata document may be, and how long its body may take. */
const [maxBytes, bodyMs] = [5_120, 2_000];

/**
 * Creates the function that fetches the metadata document of an app, whose URL anyone can send. It follows the rules of
 * the requests of webhooks, so it reaches no address in private networks.
 */
export const createFetchDocument =
  (options: GuardOptions) =>
  (url: string): Promise<Response> =>
    guardedRequest(
      new URL(url),
      {
        method: 'GET',
        headers: { accept: 'application/json' },
        send: (request) => request.end(),
        async read(response, stopAfter) {
          if (response.statusCode !== 200) {
            response.destroy();
            throw new Error('The metadata document has another status than 200');
          }
          stopAfter(bodyMs);
          const parts: Buffer[] = [];
          let bytes = 0;
          for await (const part of response) {
            bytes += part.length;
            if (bytes > maxBytes) throw new Error('The metadata document is too large');
            parts.push(part);
          }
          const cacheControl = response.headers['cache-control'];
          return new Response(new Uint8Array(Buffer.concat(parts)), {
            headers: cacheControl === undefined ? {} : { 'cache-control': cacheControl },
          });
        },
      },
      options,
    );
