import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isAllowed, type Networks } from './addresses.ts';
import { createLookup } from './lookup.ts';
import { hostOf } from './refuse-url.ts';
import type { Resolve } from './resolve.ts';
import { SendFailure } from './send-failure.ts';

export type GuardOptions = Readonly<{ networks: Networks; timeoutMs: number; resolve: Resolve }>;

/** How long connecting may last, name resolution and TLS included. */
const connectMs = 5_000;
/** No connection is used twice, and none goes through a proxy that environment variables name. */
const agents = { 'http:': new HttpAgent({ keepAlive: false }), 'https:': new HttpsAgent({ keepAlive: false }) };

type Handling<Result> = Readonly<{
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  send: (request: ClientRequest) => void;
  /** Reads the response. `stopAfter` ends the reading after some milliseconds. */
  read: (response: IncomingMessage, stopAfter: (ms: number) => void) => Promise<Result>;
}>;

/**
 * Sends a request to a URL that strangers chose: only to allowed addresses, whatever its name resolves to, and without
 * following redirects.
 */
export function guardedRequest<Result>(
  target: URL,
  { method, headers, send, read }: Handling<Result>,
  { networks, timeoutMs, resolve }: GuardOptions,
): Promise<Result> {
  const host = hostOf(target);
  const isSafe = (address: string) => isAllowed(address, target.protocol, networks);
  if (isIP(host) !== 0 && !isSafe(host)) return Promise.reject(new SendFailure('address-not-allowed'));
  return new Promise((fulfil, reject) => {
    const isTls = target.protocol === 'https:';
    const request = (isTls ? httpsRequest : httpRequest)(target, {
      method,
      agent: agents[isTls ? 'https:' : 'http:'],
      lookup: createLookup(resolve, isSafe),
      headers,
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
      read(response, (ms) => void timers.push(setTimeout(() => response.destroy(), ms))).then(fulfil, reject);
    });
    request.once('error', reject);
    request.once('close', () => {
      for (const timer of timers) clearTimeout(timer);
      reject(new SendFailure('no-connection'));
    });
    send(request);
  });
}
