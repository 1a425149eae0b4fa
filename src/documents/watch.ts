import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';
import { maxMarks, type SeenMark, type Thresholds } from '../events/signal-values.ts';
import type { WatchEvent, WatchId } from '../events/watch.ts';
import { absent, type Fold, type Presence } from './presence.ts';

/** The watch of a coach on an athlete. `athleteId` is null for the watch on all athletes. */
export type WatchDocument = Readonly<{
  id: WatchId;
  coachId: AccountId;
  athleteId: AccountId | null;
  thresholds: Partial<Thresholds>;
  marks: readonly SeenMark[];
  /** The position of the log up to which the coach has looked at what is new; null before the first look. */
  reviewedTo: string | null;
  /** Private notes of the coach, which no one else reads; null for none. */
  notes: string | null;
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}>;

export type WatchPresence = Presence<WatchDocument>;

export const watchFold: Fold<WatchPresence, WatchEvent> = { initial: absent, evolve: foldWatch };

function foldWatch(watch: WatchPresence, event: StreamEvent<WatchEvent>): WatchPresence {
  const { revision, metadata } = event;
  const stamp = { revision, updatedAt: metadata.receivedAt };
  if (event.type === 'WatchCreated') {
    const { watchId: id, coachId, athleteId } = event.data;
    const empty = { thresholds: {}, marks: [], reviewedTo: null, notes: null, createdAt: metadata.receivedAt };
    return { kind: 'present', document: { id, coachId, athleteId, ...empty, ...stamp } };
  }
  if (watch.kind !== 'present') throw new Error(`${event.type} of a watch that is ${watch.kind}`);
  const { document } = watch;
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

type Change = Exclude<WatchEvent, { type: 'WatchCreated' }>;

function changes({ marks }: WatchDocument, event: Change): Partial<WatchDocument> {
  switch (event.type) {
    case 'ThresholdsChanged':
      return { thresholds: event.data.thresholds };
    case 'SignalsSeen': {
      const marked = new Set(event.data.marks.map(markKey));
      return { marks: [...marks.filter((mark) => !marked.has(markKey(mark))), ...event.data.marks].slice(-maxMarks) };
    }
    case 'ChangesReviewed':
      return { reviewedTo: event.data.to };
    case 'NotesChanged':
      return { notes: event.data.personal.text };
    default:
      return assertNever(event);
  }
}

/** A text of what a mark is about. */
export const markKey = ({ kind, subject }: Pick<SeenMark, 'kind' | 'subject'>): string => `${kind} ${subject ?? ''}`;
