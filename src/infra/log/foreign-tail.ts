import type { EventStoreDBClient } from '@eventstore/db-client';
import { readHead, readNewest } from './read-all.ts';

/** The end of the log at some time: between the positions `newest` and `end` there is no event in our streams. */
type ForeignTail = Readonly<{ newest: bigint; end: bigint }>;

/**
 * The foreign events after our newest one. The event store has to examine each of them, so the process asks for them
 * only once, for all its code that reads the log.
 */
export type TailReader = Readonly<{
  read: () => Promise<ForeignTail>;
  /** To be called after an outage, in which the log may have been restored to an older state. */
  forget: () => void;
}>;

export function createTailReader(client: EventStoreDBClient): TailReader {
  let known: Promise<ForeignTail> | undefined;
  const read = async (): Promise<ForeignTail> => {
    // The end is read first, so that no event up to it can be missing in the second read.
    const head = await readHead(client);
    const newest = (await readNewest(client))?.position ?? 0n;
    return { newest, end: head > newest ? head : newest };
  };
  return {
    read: () => (known ??= read()),
    forget: () => {
      known = undefined;
    },
  };
}
