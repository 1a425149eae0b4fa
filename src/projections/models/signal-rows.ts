import { hasEnded } from '../../documents/entries.ts';
import { documentOf, gone } from '../../documents/presence.ts';
import type { SessionDocument } from '../../documents/session.ts';
import { bestsByExercise } from '../../documents/signals/exercise-bests.ts';
import type { SessionFacts } from '../../documents/signals/session-facts.ts';
import {
  emptyTrace,
  factsOf,
  type Trace,
  type TracedSession,
  tracedEvent,
  traceEvents,
  untraced,
} from '../../documents/signals/session-trace.ts';
import { restoredEntry, type StoredEntry, storedEntry } from '../../documents/stored-entries.ts';
import type { Owner } from '../../events/ids.ts';
import { type SessionHead, storedHead } from './performance-rows.ts';
import type { StoredStream } from './stored-streams.ts';

/**
 * A row for signals. Each training session has one, and so has each exercise of a session that has ended: with the best
 * estimate, which is null once the session does not have it any more.
 */
export type SignalRow = Readonly<{
  sessionId: string;
  exerciseId: string | null;
  owner: Owner;
  revision: number;
  facts: SessionFacts | null;
  best: number | null;
  /** The fold of the session; null in the row of an exercise, and for a deleted session. */
  traced: TracedSession | null;
}>;

/** What the document of a session's row contains, parsed. */
export type StoredTrace = Readonly<{
  head: SessionHead;
  exercises: readonly StoredEntry[];
  /** The revisions of each entry, followed by those of its sets. */
  revisions: readonly (readonly number[])[];
  trace: Trace;
}>;

/**
 * The rows that the events of a session change: its own, and those of exercises whose best or whose day has changed. Each has the
 * revision of the last event that changed it, however many events are applied at once.
 */
export function changedRows({ id, stored, events }: StoredStream<StoredTrace>): readonly SignalRow[] {
  const traced = stored ? restored(stored.document) : untraced();
  const revisions = new Map<string, number>();
  let bests = bestsOf(traced);
  for (const event of events) {
    traceEvents(traced, [tracedEvent(event)]);
    const later = bestsOf(traced);
    for (const exercise of new Set([...bests.keys(), ...later.keys()])) {
      if (bests.get(exercise) !== later.get(exercise)) revisions.set(exercise, event.revision);
    }
    bests = later;
  }
  const facts = factsOf(traced);
  const { revision, metadata } = events.at(-1) ?? events[0];
  const common = { sessionId: id, owner: metadata.owner };
  return [
    { ...common, revision, exerciseId: null, facts, best: null, traced },
    ...[...revisions].map(([exerciseId, changedAt]) => {
      const best = bests.get(exerciseId);
      const value = best === undefined ? null : Number(best.split(' ')[0]);
      return {
        ...{ ...common, revision: changedAt, exerciseId, facts: value === null ? null : facts },
        ...{ best: value, traced: null },
      };
    }),
  ];
}

const noBests: ReadonlyMap<string, string> = new Map();

/** For each exercise of an ended session a text of what its row says: the best estimate, and when the session was. */
function bestsOf(traced: TracedSession): ReadonlyMap<string, string> {
  const document = documentOf(traced.presence);
  const facts = document && hasEnded(document.status) ? factsOf(traced) : null;
  if (facts === null) return noBests;
  const { startedAt, day } = facts;
  return new Map([...bestsByExercise([facts])].map(([id, [best]]) => [id, `${best?.value} ${startedAt} ${day}`]));
}

/** The JSON text from which the fold continues; null for a deleted session. */
export function storedTrace({ presence, trace, revisions }: TracedSession): string | null {
  const document = documentOf(presence);
  if (document === null) return null;
  const { exercises } = document;
  const places = exercises.map(({ id, sets }) => [id, ...sets.map((set) => set.id)].map((each) => revisions.get(each)));
  const entries = exercises.map((entry) => storedEntry(withoutSuggestion(entry))).join();
  return `{"head":${storedHead(document)},"exercises":[${entries}],"revisions":${JSON.stringify(places)},"trace":${JSON.stringify(trace)}}`;
}

/** No signal depends on why targets were suggested, and the explanation is the longest text of an entry. */
const withoutSuggestion = (entry: SessionDocument['exercises'][number]) => ({
  ...entry,
  planned: entry.planned && { ...entry.planned, suggestion: null, explanation: null },
});

/** The fold as it was stored. Nothing that signals say depends on what is not stored. */
function restored(stored: StoredTrace | null): TracedSession {
  if (stored === null) return { presence: gone, trace: emptyTrace(), revisions: new Map() };
  const { head, exercises, revisions, trace } = stored;
  const entries = exercises.map(restoredEntry);
  const places = entries.flatMap(({ id, sets }, at) =>
    [id, ...sets.map((set) => set.id)].map((each, place) => [each, revisions[at]?.[place] ?? 0] as const),
  );
  const notStored = {
    notes: null,
    revision: 0,
    createdAt: trace.recordedAt ?? head.startedAt,
    updatedAt: head.startedAt,
  };
  return {
    presence: { kind: 'present', document: { ...head, ...notStored, exercises: entries } },
    trace,
    revisions: new Map<string, number>(places),
  };
}
