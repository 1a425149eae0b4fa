import type { SealedEvent } from '../../ports/log.ts';
import type { CopiedEvent, CopyEvent } from './copied-event.ts';

/** Events that follow each other in the log and in a stream, to be written together. */
export type Batch = Readonly<{ stream: string; revision: number; position: bigint; events: readonly CopiedEvent[] }>;

/** A node accepts 1 MiB in an append, with what it stores besides. */
const maxBytes = 500_000;
const maxEvents = 200;
/** What an event needs besides its data and metadata. */
const eventBytes = 100;

/** Joins copies of events to batches. */
export async function batchesOf(events: readonly SealedEvent[], copyEvent: CopyEvent): Promise<readonly Batch[]> {
  const batches: (Batch & { events: CopiedEvent[]; position: bigint })[] = [];
  let bytes = 0;
  for (const event of events) {
    const { stream, revision, position } = event;
    const made = copyEvent(event);
    // Waiting for each event would take a tenth of the time.
    const copied = made instanceof Promise ? await made : made;
    const size = eventBytes + copied.metadata.length + JSON.stringify(copied.data).length;
    const last = batches.at(-1);
    const fits = last?.stream === stream && last.events.length < maxEvents && bytes + size <= maxBytes;
    if (last && fits) {
      last.events.push(copied);
      last.position = position;
      bytes += size;
      continue;
    }
    batches.push({ stream, revision, position, events: [copied] });
    bytes = size;
  }
  return batches;
}
