import type { SealedEvent } from '../../ports/log.ts';
import type { CopiedEvent, CopyEvent } from './copied-event.ts';

/** Events that follow each other in the log and in a stream, to be written together. */
export type Batch = Readonly<{ stream: string; revision: number; position: bigint; events: readonly CopiedEvent[] }>;

/** A node accepts 1 MiB in an append, with what it stores besides. */
const maxBytes = 500_000;
const maxEvents = 200;
/** What an event needs besides its data and metadata. */
const eventBytes = 100;

/**
 * Joins copies of events to batches. Makes each batch when it is asked for, so that the one before it is on its way meanwhile.
 */
export async function* batchesOf(events: readonly SealedEvent[], copyEvent: CopyEvent): AsyncGenerator<Batch> {
  let batch: (Batch & { events: CopiedEvent[]; position: bigint }) | undefined;
  let bytes = 0;
  for (const event of events) {
    const { stream, revision, position } = event;
    const made = copyEvent(event);
    // Waiting for each event would take a tenth of the time.
    const copied = made instanceof Promise ? await made : made;
    const size = eventBytes + copied.metadata.length + JSON.stringify(copied.data).length;
    const fits = batch?.stream === stream && batch.events.length < maxEvents && bytes + size <= maxBytes;
    if (batch && fits) {
      batch.events.push(copied);
      batch.position = position;
      bytes += size;
      continue;
    }
    if (batch) yield batch;
    batch = { stream, revision, position, events: [copied] };
    bytes = size;
  }
  if (batch) yield batch;
}
