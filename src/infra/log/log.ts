import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  type Position,
  type ReadAllOptions,
} from '@eventstore/db-client';
import type { Log, SealedEvent } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import { createFollow, positionOf } from './follow.ts';
import { translateOutage } from './outage.ts';
import { sealedEventOf } from './sealing.ts';

/** How many events one read contains when the newest domain event is searched backwards from the end of the log. */
const headPageSize = 32;

/** Reads and follows the whole log in EventStoreDB: its own events, while others are passed to `onForeign`. */
export const createLog = (client: EventStoreDBClient, recognition: Recognition): Log => {
  const { isOwn, onForeign } = recognition;
  return { page, head, follow: createFollow(client, recognition) };

  async function page(after: bigint, limit: number): Promise<readonly SealedEvent[]> {
    const events: SealedEvent[] = [];
    for (let from = after; ; ) {
      // EventStoreDB also returns the event at the start position, which the caller knows already. So one more event is
      // read.
      const maxCount = limit - events.length + 1;
      const read = await readAll(client, { direction: FORWARDS, fromPosition: positionOf(from), maxCount });
      for (const event of read.events) {
        if (event.position <= from || events.length === limit) continue;
        if (isOwn(event)) events.push(event);
        else onForeign(event);
      }
      const last = read.events.at(-1)?.position ?? from;
      if (events.length === limit || read.count < maxCount || last === from) return events;
      from = last;
    }
  }

  async function head(): Promise<bigint> {
    for (let fromPosition: Position | typeof END = END; ; ) {
      const { events } = await readAll(client, { direction: BACKWARDS, fromPosition, maxCount: headPageSize });
      const newest = events.find(isOwn);
      const oldest = events.at(-1);
      if (newest || !oldest) return newest?.position ?? 0n;
      fromPosition = { commit: oldest.position, prepare: oldest.position };
    }
  }
};

/**
 * Reads from `$all` and consumes the whole answer, because leaving it early would keep the call open. `count` includes
 * links whose event does not exist any more.
 */
async function readAll(client: EventStoreDBClient, options: ReadAllOptions) {
  const events: SealedEvent[] = [];
  let count = 0;
  try {
    for await (const { event } of client.readAll(options)) {
      count += 1;
      if (event) events.push(sealedEventOf(event));
    }
  } catch (error) {
    throw translateOutage(error);
  }
  return { events, count };
}
