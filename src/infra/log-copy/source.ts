import type { EventStoreDBClient } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import { claimsToBeOwn } from '../log/authenticity.ts';
import { createLog } from '../log/log.ts';
import { createReadSealed } from '../log/read-sealed.ts';

/** Where an event is in its stream. */
export type Place = Readonly<{ stream: string; revision: number }>;

/** What is copied: the events in the streams of IronTrack, also those that something else has added, in the order of the log. */
export type CopySource = Readonly<{
  /** Yields the events after a position, in parts. */
  after: (position: bigint) => AsyncIterable<readonly SealedEvent[]>;
  /** The event at a place; undefined if there is none. */
  at: (place: Place) => Promise<SealedEvent | undefined>;
}>;

const pageSize = 500;

/** The log of an event store as a source. */
export function createLogSource(client: EventStoreDBClient): CopySource {
  const log = createLog(client, { isOwn: claimsToBeOwn, onForeign: () => {} });
  const readSealed = createReadSealed(client);
  return {
    async *after(position) {
      let reading = log.page(position, pageSize);
      for (;;) {
        const page = await reading;
        const last = page.length === pageSize ? page.at(-1) : undefined;
        // The next page arrives while this one is copied.
        if (last) reading = log.page(last.position, pageSize);
        reading.catch(() => {});
        if (page.length > 0) yield page;
        if (!last) return;
      }
    },
    at: async ({ stream, revision }) => (await readSealed({ stream, from: revision, maxCount: 1 })).at(0),
  };
}
