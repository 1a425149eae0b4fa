import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = Readonly<{ headers: IncomingHttpHeaders; body: string }>;
type Answer = (received: Received, response: Parameters<RequestListener>[1]) => void | Promise<void>;

/** A receiver of webhooks on this machine. */
export type Receiver = AsyncDisposable &
  Readonly<{
    url: string;
    /** All requests so far. */
    received: Received[];
    /** Replaces how requests are answered. */
    answer: (answer: Answer) => void;
  }>;

export const withStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end('ignored');
  };

/** Starts a receiver, which answers 204 at first. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  let respond: Answer = withStatus(204);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const one = { headers: request.headers, body };
    received.push(one);
    await respond(one, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=1`,
    received,
    answer: (answer) => {
      respond = answer;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
