import { setImmediate } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Log, SealedEvent } from '../../ports/log.ts';
import type { Recognition } from './authenticity.ts';
import type { TailReader } from './foreign-tail.ts';
import { readForwards } from './read-all.ts';

/** How many events are verified without a pause. */
const verifiedAtOnce = 250;
const smallestRead = 32;
const largestRead = 2_048;

/** The function `page` of the log. Passes foreign events in our streams to `onForeign`. */
export const createPage = (
  client: EventStoreDBClient,
  { isOwn, onForeign }: Recognition,
  tail: Pick<TailReader, 'read'>,
): Log['page'] =>
  async function page(after, limit, types) {
    const { newest, end } = await tail.read();
    const own: SealedEvent[] = [];
    let from = newest <= after && after < end ? end : after;
    if (types && from < newest && (await addNear(types))) from = end;
    for (let size = smallestRead; own.length < limit; size = Math.min(2 * size, largestRead)) {
      // EventStoreDB also returns the event at the start position, which the caller knows already. So one more event is
      // read.
      const count = Math.max(limit - own.length + 1, size);
      const read = await readForwards(client, { from, count, types, ...(from < newest && { until: newest }) });
      await add(read);
      const last = read.at(-1)?.position ?? from;
      if (last === newest && from < end) from = end;
      else if (read.length < count || last === from) break;
      else from = last;
    }
    return own;

    async function add(read: readonly SealedEvent[]): Promise<void> {
      for (const [at, event] of read.entries()) {
        // Verifying thousands of events takes long, so other work of the process gets its turn in between.
        if (at % verifiedAtOnce === 0) await setImmediate();
        if (event.position <= from || own.length === limit) continue;
        if (isOwn(event)) own.push(event);
        else onForeign(event);
      }
    }

    /**
     * Adds the events of the wanted types up to the newest event, if few events are before it. Returns false otherwise.
     * A filtered read could not end at that event: it would search all foreign events after it.
     */
    async function addNear(wanted: ReadonlySet<string>): Promise<boolean> {
      const read = await readForwards(client, { from, count: largestRead, types: undefined, until: newest });
      if (read.at(-1)?.position !== newest) return false;
      await add(read.filter(({ type }) => wanted.has(type)));
      return true;
    }
  };
