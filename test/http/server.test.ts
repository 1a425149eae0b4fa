import { once } from 'node:events';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { createHttpServer, type Pace } from '../../src/http/server.ts';
import { spool } from '../../src/infra/local/spool.ts';
import { ownTemporaryFiles } from '../support/temporary-files.ts';

const windowMs = 60_000;

describe('the HTTP server', () => {
  let server: Server | undefined;
  let client: Socket | undefined;
  beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
  afterEach(() => {
    mock.timers.reset();
    client?.destroy();
    server?.close();
    server?.closeAllConnections();
  });

  /**
   * Starts a server that closes connections whose body arrives slower than `leastBytes` per window, and sends it a
   * request's head.
   */
  async function sendHead(app: RequestListener, leastBytes: Pace['leastBytes'], length: number) {
    server = createHttpServer(app, { pace: { windowMs, leastBytes } }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    // Ignores write errors of the client: the server may close the connection after its response, while the test still
    // writes.
    client.on('error', () => {});
    const received = once(server, 'request') as Promise<[IncomingMessage]>;
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    const [req] = await received;
    return { client, response: responseOn(client), req, socket: req.socket };
  }

  /** Sends bytes to the server and waits until the server's socket has received them. */
  async function send(client: Socket, socket: Socket, bytes: number): Promise<void> {
    const before = socket.bytesRead;
    client.write('x'.repeat(bytes));
    while (socket.bytesRead < before + bytes && !socket.destroyed) await setImmediate();
  }

  const countBytes: RequestListener = async (req, res) => {
    const body = await buffer(req).catch(() => null);
    if (body) res.setHeader('Connection', 'close').end(`${body.length} bytes`);
  };

  it('limits the time for headers and not the time for a whole request', () => {
    server = createHttpServer(() => {});
    expect([server.headersTimeout, server.requestTimeout]).to.deep.equal([70_000, 0]);
  });

  it('keeps an idle connection longer than proxies do, and waits for headers even longer', () => {
    for (const keepAliveTimeout of [undefined, 1_000, 600_000]) {
      server = createHttpServer(() => {}, keepAliveTimeout === undefined ? {} : { keepAliveTimeout });
      expect(server.keepAliveTimeout).to.equal(keepAliveTimeout ?? 65_000);
      expect(server.headersTimeout).to.be.greaterThan(server.keepAliveTimeout);
    }
  });

  it('accepts an upload that takes many windows while it makes progress in each', async () => {
    const { client, socket, response } = await sendHead(countBytes, 10, 1_000);
    for (let window = 0; window < 100; window += 1) {
      await send(client, socket, 10);
      mock.timers.tick(windowMs);
    }
    expect(await response).to.match(/^HTTP\/1.1 200 [\s\S]*1000 bytes$/);
  });

  it('answers 408 when no byte arrives in a window', async () => {
    const { response } = await sendHead(countBytes, 1, 100);
    mock.timers.tick(windowMs);
    expect(await response).to.match(/^HTTP\/1.1 408 /);
  });

  it('answers 408 when too few bytes arrive in a window', async () => {
    const { client, socket, response } = await sendHead(countBytes, 1_000, 10_000_000);
    await send(client, socket, 1_000);
    mock.timers.tick(windowMs);
    await send(client, socket, 999);
    mock.timers.tick(windowMs);
    expect(await response).to.match(/^HTTP\/1.1 408 /);
  });

  it('destroys the request after a 408, so that its handler lets go of what it holds', async () => {
    const ended = Promise.withResolvers<unknown>();
    const { response, req } = await sendHead((req) => void buffer(req).catch(ended.resolve), 1, 100);
    mock.timers.tick(windowMs);
    expect(await response).to.match(/^HTTP\/1.1 408 /);
    expect(await ended.promise).to.be.instanceOf(Error);
    expect(req.destroyed).to.equal(true);
  });

  it('lets the spool file of an upload go at once when it answers 408', async () => {
    using files = ownTemporaryFiles();
    const ended = Promise.withResolvers<unknown>();
    const { response, client, req, socket } = await sendHead(
      (req) => void spool(req).catch(ended.resolve),
      1_000,
      10_000,
    );
    await send(client, socket, 999);
    while (files.open().length === 0 || req.readableLength > 0) await setImmediate();
    mock.timers.tick(windowMs);
    expect(await response).to.match(/^HTTP\/1.1 408 /);
    await ended.promise;
    expect([files.names(), files.open()]).to.deep.equal([[], []]);
  });

  it('closes the connection when the client reads nothing of a response for a while', async () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    server = createHttpServer((_req, res) => res.end(large), { unreadMs: 50 }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    client.on('error', () => {});
    const connected = once(server, 'connection') as Promise<[Socket]>;
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [socket] = await connected;
    await once(socket, 'close');
    expect(socket.bytesRead).to.be.above(0);
  });

  it('does not count the silence of a handler as a response that is not read', async () => {
    const respond: RequestListener = (_req, res) => {
      res.once('timeout', () => res.setHeader('Connection', 'close').end('Done'));
    };
    server = createHttpServer(respond, { unreadMs: 20 }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await responseOn(client)).to.match(/^HTTP\/1.1 200 [\s\S]*Done$/);
  });

  it('closes the connection when too few bytes arrive after the response', async () => {
    const respond: RequestListener = (_req, res) => res.end('Too much');
    const { client, socket, response } = await sendHead(respond, 1_000, 10_000_000);
    await send(client, socket, 999);
    mock.timers.tick(windowMs);
    expect(await response).to.match(/^HTTP\/1.1 200 /);
  });

  /** Creates a request handler that sends its response only when the test allows it. */
  function createWork(read: (req: IncomingMessage) => Promise<unknown>) {
    const finish = Promise.withResolvers<void>();
    const work: RequestListener = async (req, res) => {
      await read(req);
      await finish.promise;
      res.setHeader('Connection', 'close').end('Done');
    };
    return { work, finish: () => finish.resolve() };
  }

  it('lets a handler work for many windows when it has read the whole request', async () => {
    const { work, finish } = createWork(buffer);
    const { client, socket, response } = await sendHead(work, 1_000_000, 100_000);
    await send(client, socket, 100_000);
    for (let window = 0; window < 10; window += 1) mock.timers.tick(windowMs);
    finish();
    expect(await response).to.match(/^HTTP\/1.1 200 [\s\S]*Done$/);
  });

  it('lets a handler work for many windows while it leaves the request unread', async () => {
    const { work, finish } = createWork(async () => {});
    const { client, req, response } = await sendHead(work, 1_000_000, 500_000);
    client.write('x'.repeat(500_000));
    while (req.readableLength === 0) await setImmediate();
    for (let window = 0; window < 10; window += 1) mock.timers.tick(windowMs);
    finish();
    expect(await response).to.match(/^HTTP\/1.1 200 [\s\S]*Done$/);
  });
});

/** Returns everything that the socket receives until its connection closes, even if it closes during a write. */
async function responseOn(socket: Socket): Promise<string> {
  let response = '';
  socket.on('data', (chunk) => {
    response += chunk;
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return response;
}
