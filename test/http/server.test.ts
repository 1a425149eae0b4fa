import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setInterval, setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { createHttpServer, type Pace } from '../../src/http/server.ts';

const windowMs = 200;
/** Some windows, beyond all of which a test goes. */
const longMs = 5 * windowMs;

describe('the server', () => {
  let server: Server | undefined;
  let client: Socket | undefined;
  afterEach(() => {
    client?.destroy();
    server?.close();
    server?.closeAllConnections();
  });

  /** Connects to a server whose requests have to come at this pace. */
  async function connected(app: RequestListener, leastBytes: Pace['leastBytes']): Promise<Socket> {
    server = createHttpServer(app, { windowMs, leastBytes }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    // What is sent behind the answer may find nobody.
    client.on('error', () => {});
    return client;
  }
  const counting: RequestListener = async (req, res) => {
    const body = await buffer(req).catch(() => null);
    if (body) res.end(`${body.length} bytes`);
  };
  const head = (length: number) =>
    `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;
  /** What comes until the connection is over, which it may be in the middle of something that is sent. */
  async function answerOn(socket: Socket): Promise<string> {
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  }
  /** Sends a piece again and again until the time is over or the connection is. */
  async function trickle(socket: Socket, piece: string, ms: number): Promise<number> {
    const end = performance.now() + ms;
    let sent = 0;
    for await (const _ of setInterval(10)) {
      if (socket.destroyed || performance.now() > end) break;
      socket.write(piece);
      sent += piece.length;
    }
    return sent;
  }

  it('bounds the time for headers, and none for a whole request', () => {
    server = createHttpServer(() => {});
    expect([server.headersTimeout, server.requestTimeout]).to.deep.equal([60_000, 0]);
  });

  it('takes an upload for as long as it makes progress', async () => {
    const socket = await connected(counting, 1);
    socket.write(head(100_000));
    const sent = await trickle(socket, 'x'.repeat(100), longMs);
    socket.write('x'.repeat(100_000 - sent));
    expect(await answerOn(socket)).to.match(/^HTTP\/1.1 200 [\s\S]*100000 bytes$/);
  });

  it('ends one that has stopped', async () => {
    const socket = await connected(counting, 1);
    socket.write(`${head(100)}x`);
    expect(await answerOn(socket)).to.match(/^HTTP\/1.1 408 /);
  });

  it('ends one that trickles', async () => {
    const socket = await connected(counting, 1_000_000);
    socket.write(head(10_000_000));
    const [answer] = await Promise.all([answerOn(socket), trickle(socket, 'x', 60_000)]);
    expect(answer).to.match(/^HTTP\/1.1 408 /);
  });

  it('ends one that trickles on behind its answer', async () => {
    const socket = await connected((_req, res) => res.end('Too much'), 1_000_000);
    socket.write(head(10_000_000).replace('close', 'keep-alive'));
    const [answer] = await Promise.all([answerOn(socket), trickle(socket, 'x', 60_000)]);
    expect(answer).to.match(/^HTTP\/1.1 200 /);
  });

  it('lets what has come be worked on for as long as it takes, whether it was read or not', async () => {
    for (const read of [buffer, async () => {}]) {
      const working: RequestListener = async (req, res) => {
        await read(req);
        await setTimeout(longMs);
        res.end('Done');
      };
      const socket = await connected(working, 1_000_000);
      socket.write(head(500_000) + 'x'.repeat(500_000));
      expect(await answerOn(socket)).to.match(/^HTTP\/1.1 200 [\s\S]*Done$/);
    }
  });
});
