import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export type Message = Readonly<{ method?: string; headers?: Record<string, string>; body?: string }>;
export type Answer = Readonly<{ status: number; cookies: string; text: string }>;

/** Sends one HTTP request over a kept-alive connection. */
export function send(url: string, { method = 'GET', headers = {}, body }: Message = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      resolve({ status: response.statusCode ?? 0, cookies, text: Buffer.concat(chunks).toString() });
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/**
 * Closes this client's unused connections. Otherwise a server could close one just when it is used again, so that a
 * request fails.
 */
export function closeIdleConnections(): void {
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
}
