import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Received } from './contract.ts';

/** A request to the API. A body that is a form, or a text without a media type, gets the media type that `fetch` sends. */
export type Sending = Readonly<{
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | FormData | URLSearchParams | undefined;
}>;

/** Closes idle connections long before the service does, which would otherwise close one that has just got a request. */
const agent = new Agent({ keepAlive: true, timeout: 30_000 });

/** Sends a request and reads the whole response. `fetch` does the same, but takes twice the time of the processor. */
export async function exchange(url: URL, { method, headers, body }: Sending): Promise<Received> {
  const { sent, type } = await encoded(body);
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const hasLength = sent !== undefined || method === 'POST' || method === 'PUT';
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, {
    agent,
    method,
    headers: {
      accept: '*/*',
      'accept-encoding': 'gzip',
      ...(type !== null && { 'content-type': type }),
      ...(hasLength && { 'content-length': sent?.byteLength ?? 0 }),
      ...Object.fromEntries(given),
    },
  })
    .once('response', resolve)
    .on('error', reject)
    .end(sent);
  const response = await promise;
  const bytes = await buffer(response);
  const isCompressed = response.headers['content-encoding'] === 'gzip' && bytes.length > 0;
  const text = String(isCompressed ? gunzipSync(bytes) : bytes);
  return { status: response.statusCode ?? 0, headers: headersOf(response), text };
}

/** The bytes of a body, and the media type that it has of its own. */
async function encoded(
  body: Sending['body'],
): Promise<Readonly<{ sent?: Uint8Array | undefined; type: string | null }>> {
  if (!(body instanceof FormData)) {
    const plain = body instanceof URLSearchParams ? `${body}` : body;
    // Node would send the headers in UTF-8 together with a body that is a text.
    return { sent: typeof plain === 'string' ? Buffer.from(plain) : plain, type: typeOf(body) };
  }
  const form = new Response(body);
  return { sent: await form.bytes(), type: form.headers.get('content-type') };
}

function typeOf(body: Sending['body']): string | null {
  if (body instanceof URLSearchParams) return 'application/x-www-form-urlencoded;charset=UTF-8';
  return typeof body === 'string' ? 'text/plain;charset=UTF-8' : null;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return headers;
}
