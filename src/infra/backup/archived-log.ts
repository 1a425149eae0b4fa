import type { SealedEvent } from '../../ports/log.ts';
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

const eventOf = (line: string): SealedEvent => {
  const event = JSON.parse(line);
  return { ...event, position: BigInt(event.position) };
};

const pageSize = 2_000;

/** The log in a backup, to be copied to an event store. */
export const createArchiveSource = (path: string): CopySource => ({
  async *after(position) {
    let page: SealedEvent[] = [];
    for await (const line of readLines(path)) {
      const event = eventOf(line);
      if (event.position <= position) continue;
      page.push(event);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  },
  async at({ stream, revision }) {
    for await (const line of readLines(path)) {
      const event = eventOf(line);
      if (event.stream === stream && event.revision === revision) return event;
    }
    return undefined;
  },
});
