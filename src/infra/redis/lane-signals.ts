import type { Redis } from 'ioredis';
import type { LaneReached, LaneSignals } from '../../ports/lane-signals.ts';
import { prefix } from './client.ts';

const channel = `${prefix}lanes`;

/** The signals of the lanes on a channel of Redis. Disposing closes the connection that receives them. */
export type RedisLaneSignals = LaneSignals & Disposable;

/**
 * Sends signals on the connection `redis`. The first listener opens a connection of its own, because a connection that
 * receives messages can send no other commands. While Redis is down, signals are lost.
 */
export function createLaneSignals(redis: Redis): RedisLaneSignals {
  const listeners = new Set<(reached: LaneReached) => void>();
  let receiver: Redis | undefined;

  function open(): Redis {
    const connection = redis.duplicate({
      maxRetriesPerRequest: null,
      enableOfflineQueue: true,
      lazyConnect: false,
      // The client would not handle the failure of its own subscription, which ends the process.
      autoResubscribe: false,
    });
    // The connection that sends reports that Redis is down.
    connection.on('error', () => {});
    connection.on('message', (_, message: string) => {
      const reached = parse(message);
      if (reached) for (const listener of listeners) listener(reached);
    });
    // At each connection, because a subscription that has failed while Redis was down is not repeated by the client.
    connection.on('ready', () => void connection.subscribe(channel).catch(() => {}));
    return connection;
  }

  return {
    announce: (reached) => void redis.publish(channel, format(reached)).catch(() => {}),
    listen(listener) {
      receiver ??= open();
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [Symbol.dispose]: () => receiver?.disconnect(),
  };
}

const format = ({ set, layout, lane, position }: LaneReached): string => [set, layout, lane, position].join(' ');

function parse(message: string): LaneReached | null {
  const [, set, layout, lane, position] = /^(\S+) (\d+) (\d+) (\d+)$/.exec(message) ?? [];
  if (!set || !position) return null;
  return { set, layout: Number(layout), lane: Number(lane), position: BigInt(position) };
}
