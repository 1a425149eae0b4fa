import type { DatabaseTransactionConnection } from 'slonik';
import type { SealedEvent } from '../../ports/log.ts';
import type { DueEvent, Projection } from '../core/projection.ts';
import { readExclusions } from '../parking/exclusions.ts';
import type { ParkedStream } from '../parking/parked-streams.ts';
import { type Decrypted, isKnown } from './decrypt.ts';
import { partitionEvents } from './partition-events.ts';

type Batch = Readonly<{ parked: ParkedStream; projection: Projection; decrypted: Decrypted }>;

type ReadablePrefix = Readonly<{
  due: readonly DueEvent[];
  /** The first event that cannot be decrypted, or whose type or schema number this build does not know. */
  failed: Readonly<{ event: SealedEvent; error: unknown }> | null;
  /** The position of the first event that was not in the batch, and so is not decrypted; null when all were in it. */
  end: bigint | null;
}>;

/** The events before the first one that cannot be decrypted or that this build does not know. */
export async function readablePrefix(
  tx: DatabaseTransactionConnection,
  { parked, projection, decrypted }: Batch,
  events: readonly SealedEvent[],
): Promise<ReadablePrefix> {
  const { discarded } = (await readExclusions(tx, [projection], [parked.stream]))(projection);
  const due: DueEvent[] = [];
  for (const { event, previousRevision } of partitionEvents(events, { parked: new Map(), discarded }).due) {
    const error = readErrorOf(event, decrypted);
    if (error !== null) return { due, failed: { event, error }, end: null };
    const plain = decrypted.events.get(event.position);
    if (!plain) return { due, failed: null, end: event.position };
    due.push({ ...plain, previousRevision });
  }
  return { due, failed: null, end: null };
}

function readErrorOf(event: SealedEvent, { failures }: Decrypted): unknown {
  if (failures.has(event.position)) return failures.get(event.position);
  if (isKnown(event)) return null;
  return new Error(`This build does not know schema ${event.metadata.schema} of ${event.type}`);
}
