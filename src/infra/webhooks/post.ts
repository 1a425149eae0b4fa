import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isAllowed, type Networks } from './addresses.ts';
import { createLookup } from './lookup.ts';
import { hostOf } from './refuse-url.ts';
import type { Resolve } from './resolve.ts';
import { SendFailure } from './send-failure.ts';

export type PostOptions = Readonly<{ networks: Networks; timeoutMs: number; resolve: Resolve }>;

/** How long connecting may last, name resolution and TLS included. */
const connectMs = 5_000;
/** How much of the body of a response is read, and for how long. Nothing of it is kept. */
const [bodyBytes, bodyMs] = [16_384, 1_000];
/** No connection is used twice, and none goes through a proxy of the environment. */
const agents = { 'http:': new HttpAgent({ keepAlive: false }), 'https:': new HttpsAgent({ keepAlive: false }) };

/** Sends a POST without following redirects. Returns the status of the response. */
export function post(
  target: URL,
  { headers, body }: Readonly<{ headers: Readonly<Record<string, string>>; body: string }>,
  { networks, timeoutMs, resolve }: PostOptions,
): Promise<number> {
  const host = hostOf(target);
  const isSafe = (address: string) => isAllowed(address, target.protocol, networks);
  if (isIP(host) !== 0 && !isSafe(host)) return Promise.reject(new SendFailure('address-not-allowed'));
  return new Promise((fulfil, reject) => {
    const isTls = target.protocol === 'https:';
    const request = (isTls ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      agent: agents[isTls ? 'https:' : 'http:'],
      lookup: createLookup(resolve, isSafe),
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      ...(isTls && { rejectUnauthorized: true }),
    });
    const stop = () => request.destroy(new SendFailure('timeout'));
    const timers = [setTimeout(stop, timeoutMs)];
    const connecting = setTimeout(stop, Math.min(connectMs, timeoutMs));
    timers.push(connecting);
    request.once('socket', (socket) =>
      socket.once(isTls ? 'secureConnect' : 'connect', () => clearTimeout(connecting)),
    );
    request.once('response', (response) => {
      timers.push(setTimeout(() => response.destroy(), bodyMs));
      discard(response, () => fulfil(response.statusCode ?? 0));
    });
    request.once('error', reject);
    request.once('close', () => {
      for (const timer of timers) clearTimeout(timer);
      reject(new SendFailure('no-connection'));
    });
    request.end(body);
  });
}

/** Reads a part of a body, because some receivers report an error when nothing reads what they send. */
function discard(response: IncomingMessage, whenClosed: () => void): void {
  let bytes = 0;
  response.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > bodyBytes) response.destroy();
  });
  response.on('error', () => {});
  response.once('close', whenClosed);
}
