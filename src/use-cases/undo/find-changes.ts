import type { RecordedEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';

/** Whose changes are undone. `undoId` is the causation id of the events with which they are undone. */
export type Undoing = Readonly<{ session: string; since: Instant; undoId: string }>;

/**
 * `begun` is the index of the first change of the app; null if there is none. What is to be undone is everything from the
 * index `first` on; null for nothing. `foreign` is the first event after it that someone else has made.
 */
export type FoundChanges = Readonly<{ begun: number | null; first: number | null; foreign: RecordedEvent | null }>;

/**
 * Finds the changes of one app in a stream. Changes do not count if an earlier undo has restored the document from
 * before them. `fold` is called with each event in turn, and returns the document after it.
 */
export function findChanges(
  events: readonly RecordedEvent[],
  { session, since, undoId }: Undoing,
  fold: (event: RecordedEvent) => object | null,
): FoundChanges {
  const isUndo = (event: RecordedEvent | undefined) => event?.metadata.$causationId === undoId;
  let begun: number | null = null;
  let first: number | null = null;
  let foreign: RecordedEvent | null = null;
  let before: object | null = null;
  let now: object | null = null;
  for (const [index, event] of events.entries()) {
    if (first === null) before = now;
    now = fold(event);
    if (isUndo(event)) {
      const isDone = first !== null && !isUndo(events[index + 1]) && isSame(before, now);
      if (isDone) [first, foreign] = [null, null];
    } else if (event.metadata.actor.session === session) {
      if (event.recordedAt < since) continue;
      first ??= index;
      begun ??= index;
    } else if (first !== null && event.type !== 'ClaimLapsed') foreign ??= event;
  }
  return { begun, first, foreign };
}

const isSame = (one: object | null, other: object | null): boolean => isSameJson(contentOf(one), contentOf(other));

type Stamped = Readonly<{
  revision?: unknown;
  createdAt?: unknown;
  updatedAt?: unknown;
  archivedAt?: unknown;
  grants?: readonly Readonly<{ accountId: string; level: string }>[];
}>;

/** What people see of a document, without the times and revisions that every change moves. */
function contentOf(document: Stamped | null): object | null {
  if (document === null) return null;
  const {
    revision: _,
    createdAt: _created,
    updatedAt: _updated,
    archivedAt = null,
    grants = [],
    ...content
  } = document;
  return {
    ...content,
    isArchived: archivedAt !== null,
    grants: grants.map(({ accountId, level }) => ({ accountId, level })),
  };
}
