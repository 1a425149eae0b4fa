import { setTimeout as delay } from 'node:timers/promises';
import type { DatabasePool } from 'slonik';
import type { AccountId, SessionId } from '../../../src/events/ids.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import type { WatchedTopology } from '../../../src/projections/versions/watch-topology.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { createLocator } from '../../../src/service/reader.ts';
import type { MemoryLog } from './memory-log.ts';

/** Clients that write and read until the test calls `end`, which returns how often they have read. */
export type OwnWrites = Readonly<{ end: () => Promise<number> }>;

type OwnWritesOptions = Readonly<{
  db: DatabasePool;
  log: MemoryLog;
  write: () => SealedEvent | undefined;
  watched: WatchedTopology;
  pauseMs: number;
}>;

const readers = 3;

/**
 * Starts three clients that append events and read each training session right after its event. `end` throws if an
 * answer was out of date or failed.
 */
export function readOwnWrites({ db, log, write, watched, pauseMs }: OwnWritesOptions): OwnWrites {
  const stop = new AbortController();
  // Queries may wait up to 15 seconds for events, as the machine may be busy, but their answers must be up to date.
  const watch = watchCheckpoints(db, { boundMs: 15_000 });
  const reader: Reader = { db, locator: createLocator(watched), watch };
  let reads = 0;

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const event = write();
      if (!event) continue;
      await expectCurrent(reader, log, event);
      reads += 1;
      await delay(pauseMs);
    }
  }

  const running = Promise.all(Array.from({ length: readers }, run));
  running.catch(() => stop.abort());
  return {
    async end() {
      stop.abort();
      await running;
      return reads;
    },
  };
}

async function expectCurrent(reader: Reader, log: MemoryLog, event: SealedEvent): Promise<void> {
  const id = event.stream.slice('session-'.length) as SessionId;
  const owner = event.metadata.owner as AccountId;
  const found = await getSession(reader, { id, owner, requiredPosition: () => event.position });
  if (found && found.revision < event.revision) throw new Error(`stale: ${found.revision} < ${event.revision}`);
  const isDeleted = log.all().some(({ stream, type }) => stream === event.stream && type === 'SessionDeleted');
  if (!found && !isDeleted) throw new Error(`not found: ${event.stream}`);
}
