import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setImmediate as nextRound } from 'node:timers/promises';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { createLaneSignals } from '../../../src/infra/redis/lane-signals.ts';

const subscribed = '>3\r\n$9\r\nsubscribe\r\n$15\r\nirontrack:lanes\r\n:1\r\n';

/**
 * A server that makes connections as Redis does, but answers only the first `SUBSCRIBE` and no `PING`, like one that
 * freezes. `drop` closes the connection of that subscription; `again` resolves when another `SUBSCRIBE` arrives.
 */
async function startFreezingServer() {
  const [first, again] = [Promise.withResolvers<Socket>(), Promise.withResolvers<void>()];
  const sockets = new Set<Socket>();
  let subscriptions = 0;
  const answer = (socket: Socket, command: string) => {
    if (command === 'hello' || command === 'client') socket.write('+OK\r\n');
    if (command !== 'subscribe') return;
    subscriptions += 1;
    if (subscriptions > 1) return again.resolve();
    socket.write(subscribed);
    first.resolve(socket);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const [command] of text.matchAll(/\b(?:hello|client|subscribe)\b/gi)) answer(socket, command.toLowerCase());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop: async () => void (await first.promise).end(),
    again: again.promise,
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('a subscription to the signals of the lanes', () => {
  it('does not end the process when Redis freezes after the connection was made again', async () => {
    using server = await startFreezingServer();
    const redis = new Redis(server.url, { commandTimeout: 2_000, lazyConnect: true, enableReadyCheck: false });
    await redis.connect();
    using signals = createLaneSignals(redis);
    const unhandled: unknown[] = [];
    const remember = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', remember);
    try {
      signals.listen(() => {});
      await server.drop();
      await server.again;
      // This command is sent after the subscription and has the same time limit, so it fails later.
      expect(await redis.ping().catch(({ message }) => message)).to.equal('Command timed out');
      await nextRound();
    } finally {
      process.off('unhandledRejection', remember);
      redis.disconnect();
    }
    expect(unhandled).to.deep.equal([]);
  });
});
