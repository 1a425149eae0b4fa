import type { SealedEvent } from '../../ports/log.ts';
import { erasedOwnersOf } from '../core/erasure.ts';
import { type DueEvent, erasureType } from '../core/projection.ts';
import type { StreamExclusions } from '../parking/exclusions.ts';
import type { ParkedEvent } from '../parking/parked-events.ts';
import type { Decrypted } from './decrypt.ts';

/** An encrypted event to apply, and the revision that the row of its stream must have reached before. */
export type DueSealedEvent = Readonly<{ event: SealedEvent; previousRevision: number }>;

export type PartitionedEvents = Readonly<{ due: readonly DueSealedEvent[]; parked: readonly ParkedEvent[] }>;

/**
 * Separates the events to apply from the events of parked streams. Skips discarded events. Of an owner with an erasure
 * among the events, it keeps only the erasure event, which is applied even if its stream is parked, because the
 * owner's rows must be deleted.
 */
export function partitionEvents(
  events: readonly SealedEvent[],
  { parked, discarded }: StreamExclusions,
): PartitionedEvents {
  const leaving = erasedOwnersOf(events);
  const waiting: ParkedEvent[] = [];
  const due: DueSealedEvent[] = [];
  for (const event of events) {
    const isLeaving = leaving.has(event.metadata.owner);
    if (isLeaving && event.type !== erasureType) continue;
    const discardedRevisions = discarded.get(event.stream);
    if (discardedRevisions?.has(event.revision)) continue;
    const parkedId = parked.get(event.stream);
    if (parkedId !== undefined && !isLeaving) waiting.push({ parkedId, event });
    else due.push({ event, previousRevision: previousOf(event.revision, discardedRevisions) });
  }
  return { due, parked: waiting };
}

/** The nearest earlier revision of the stream whose event was not discarded; -1 if there is none. */
function previousOf(revision: number, discarded: ReadonlySet<number> = new Set()): number {
  let previous = revision - 1;
  while (discarded.has(previous)) previous -= 1;
  return previous;
}

/** The decrypted form of an event. Throws the error of its decryption if it could not be decrypted. */
export function dueEventOf({ events, failures }: Decrypted, { event, previousRevision }: DueSealedEvent): DueEvent {
  const decrypted = events.get(event.position);
  if (!decrypted) throw failures.get(event.position) ?? new Error(`Event ${event.id} was not decrypted`);
  return previousRevision === event.revision - 1 ? decrypted : { ...decrypted, previousRevision };
}
