import { connect, type Socket } from 'node:net';

export type Message = Readonly<{ method?: string; headers?: Readonly<Record<string, string>>; body?: string }>;
export type Answer = Readonly<{ status: number; head: string; body: Buffer }>;

/** The load runs beside the service on the same machine, so this client does no more than the benchmarks need. */
type Connection = Readonly<{ exchange: (request: string) => Promise<Answer>; end: () => void }>;

/** Unused connections by `host:port`. The one that was used last is used next. */
const idle = new Map<string, Connection[]>();

/** Sends one HTTP request over a kept-alive connection. */
export async function send(url: string, { method = 'GET', headers = {}, body }: Message = {}): Promise<Answer> {
  const pathAt = url.indexOf('/', 'http://'.length);
  const host = url.slice('http://'.length, pathAt < 0 ? undefined : pathAt);
  let request = `${method} ${pathAt < 0 ? '/' : url.slice(pathAt)} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const name in headers) request += `${name}: ${headers[name]}\r\n`;
  request += body === undefined ? '\r\n' : `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const connection = idle.get(host)?.pop() ?? open(host);
  const answer = await connection.exchange(request);
  if (/\r\nconnection: close/i.test(answer.head)) connection.end();
  else idle.set(host, [...(idle.get(host) ?? []), connection]);
  return answer;
}

/** The cookies that an answer sets, as the value of a header `Cookie`. */
export const cookiesOf = ({ head }: Answer): string =>
  [...head.matchAll(/\r\nset-cookie: ([^;\r]+)/gi)].map(([, cookie]) => cookie).join('; ');

export const etagOf = ({ head }: Answer): string => /\r\netag: ([^\r]+)/i.exec(head)?.[1] ?? '';

/**
 * Closes this client's unused connections. Otherwise a server could close one just when it is used again, so that a
 * request fails.
 */
export function closeIdleConnections(): void {
  for (const connection of [...idle.values()].flat()) connection.end();
  idle.clear();
}

function open(host: string): Connection {
  const [hostname, port] = host.split(':');
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received: Buffer = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<Answer> | undefined;
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = parse(received);
    if (answer === undefined || waiting === undefined) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(answer);
  });
  onEnd(socket, (error) => waiting?.reject(error));
  return {
    exchange(request) {
      waiting = Promise.withResolvers<Answer>();
      if (socket.destroyed) waiting.reject(new Error(`${host} has closed the connection`));
      else socket.write(request);
      return waiting.promise;
    },
    end: () => socket.destroy(),
  };
}

function onEnd(socket: Socket, then: (error: Error) => void): void {
  socket.on('error', then);
  socket.on('close', () => then(new Error('The server has closed the connection')));
}

const bodiless: ReadonlySet<number> = new Set([204, 304]);

/** The answer that the bytes contain; `undefined` while it is incomplete. Throws for an answer without a length. */
function parse(bytes: Buffer): Answer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  const length = bodiless.has(status) ? '0' : /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer has no length: ${head}`);
  const start = headEnd + 4;
  if (bytes.length < start + Number(length)) return undefined;
  return { status, head, body: bytes.subarray(start) };
}
