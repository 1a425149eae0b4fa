import type { SealedEvent } from '../../ports/log.ts';
import { pagesOf } from '../local/pages.ts';
import type { CopySource } from '../log-copy/source.ts';
import { readLines } from './lines.ts';

/** Yields the events of a source up to a position as lines. */
export async function* archivedLines(source: CopySource, upTo: bigint): AsyncGenerator<readonly string[]> {
  for await (const page of source.after(0n)) {
    const events = page.filter(({ position }) => position <= upTo);
    yield events.map((event) => JSON.stringify({ ...event, position: String(event.position) }));
    if (events.length < page.length) return;
  }
}

const pageSize = 2_000;

/** The log in a backup, to be copied to an event store. */
export const createArchiveSource = (path: string): CopySource => ({
  async *after(position) {
    for await (const page of pagesOf(eventsIn(path), pageSize)) {
      const later = page.filter((event) => event.position > position);
      if (later.length > 0) yield later;
    }
  },
  async at({ stream, revision }) {
    for await (const event of eventsIn(path)) {
      if (event.stream === stream && event.revision === revision) return event;
    }
    return undefined;
  },
});

async function* eventsIn(path: string): AsyncGenerator<SealedEvent> {
  for await (const line of readLines(path)) {
    const event = JSON.parse(line);
    yield { ...event, position: BigInt(event.position) };
  }
}
