import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import type { Turns } from './turns.ts';

/**
 * The connection of one simulated process to Redis. Each command and each answer waits for its turn, and tests can cut
 * the connection.
 */
export type RedisLink = Readonly<{
  redis: Redis;
  /** Cuts the connection: all unanswered commands fail, and so do further commands until `reconnect` is called. */
  cut: () => void;
  /**
   * Restores the connection. It emits `ready` when `Turns` gives it a turn, at the latest before the first answer.
   * ioredis emits `ready` with such a delay too.
   */
  reconnect: () => void;
}>;

const commands: ReadonlySet<string | symbol> = new Set(['mget', 'set', 'get', 'eval', 'del']);

export function createRedisLink(server: Redis, { wait, outside }: Turns): RedisLink {
  const events = new EventEmitter();
  let [connection, isConnected, isReadyEmitted] = [1, true, true];
  const emitReady = () => {
    if (isReadyEmitted) return;
    isReadyEmitted = true;
    events.emit('ready');
  };
  const send = async (name: string, run: () => Promise<unknown>) => {
    const own = connection;
    const requireConnection = () => {
      if (!isConnected || own !== connection) throw new Error('Connection is closed.');
    };
    const answer = await outside(name, async () => {
      requireConnection();
      return run();
    });
    requireConnection();
    emitReady();
    return answer;
  };
  const redis = new Proxy(server, {
    get(target, name) {
      if (name === 'on') return (event: string, listener: () => void) => events.on(event, listener);
      if (!commands.has(name)) throw new Error(`The link does not support ${String(name)}`);
      const command = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => send(String(name), () => command.apply(target, given));
    },
  });
  return {
    redis,
    cut() {
      connection += 1;
      isConnected = false;
    },
    reconnect() {
      if (isConnected) return;
      [isConnected, isReadyEmitted] = [true, false];
      void wait('ready').then(emitReady);
    },
  };
}
