import type { EntryDocument } from '../../documents/entries.ts';
import { absent, documentOf, gone } from '../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../documents/session.ts';
import { readStoredEntry } from '../../documents/stored-entries.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { Owner } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import type { StoredRow } from '../core/projection.ts';
import type { StreamWithRows } from './stored-streams.ts';

/** A session without its entries, and without what no statistics read. */
export type SessionHead = Omit<SessionDocument, 'exercises' | 'notes' | 'revision' | 'createdAt' | 'updatedAt'>;

/**
 * A row for statistics. Each training session has one, without `entryId`, and each of its entries has one. `session` is
 * null if the session was deleted, `entry` if the entry was removed.
 */
export type PerformanceRow = Readonly<{
  sessionId: string;
  entryId: string | null;
  owner: Owner;
  revision: number;
  session: SessionHead | null;
  entry: EntryDocument | null;
}>;

/** The row of the session, among the ids of the rows of its entries. */
const head = null;

/**
 * The rows that the events of a session change, each with the revision of the last event that changed it. Each event
 * changes at least one row, so the highest revision of all rows is that of the stream.
 */
export function changedRows({ id, rows, events }: StreamWithRows): readonly PerformanceRow[] {
  let presence = restored(rows);
  const revisions = new Map<string | null, number>();
  for (const event of events as readonly StreamEvent[]) {
    const next = sessionFold.evolve(presence, event as StreamEvent<SessionEvent>);
    for (const entryId of changedBetween(documentOf(presence), documentOf(next)))
      revisions.set(entryId, event.revision);
    presence = next;
  }
  const document = documentOf(presence);
  const entryOf = new Map(document?.exercises.map((entry) => [entry.id as string, entry]));
  const { owner } = events[0].metadata;
  return [...revisions].map(([entryId, revision]) => {
    const entry = entryId === head ? null : (entryOf.get(entryId) ?? null);
    return { sessionId: id, entryId, owner, revision, entry, session: entryId === head || entry ? document : null };
  });
}

/** The ids of the entries whose rows differ between two states of a session, and `head` if the session's row does. */
function changedBetween(before: SessionDocument | null, after: SessionDocument | null): readonly (string | null)[] {
  const isMoved =
    before?.startedAt !== after?.startedAt || before?.timezone !== after?.timezone || before?.status !== after?.status;
  const [earlier, later] = [entriesOf(before), entriesOf(after)];
  const entries = [...new Set([...earlier.keys(), ...later.keys()])].filter(
    (id) => isMoved || earlier.get(id) !== later.get(id),
  );
  return entries.length === 0 || isHeadChanged(before, after) ? [head, ...entries] : entries;
}

const entriesOf = (document: SessionDocument | null): ReadonlyMap<string, EntryDocument> =>
  new Map(document?.exercises.map((entry) => [entry.id, entry]));

function isHeadChanged(before: SessionDocument | null, after: SessionDocument | null): boolean {
  if (!before || !after) return true;
  return (Object.keys(headOf(after)) as (keyof SessionHead)[]).some((name) => before[name] !== after[name]);
}

const headOf = ({
  exercises: _exercises,
  notes: _notes,
  revision: _revision,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...kept
}: SessionDocument): SessionHead => kept;

/** The JSON text of a session's row. Accepts the whole document. */
export const storedHead = (session: SessionHead): string => JSON.stringify(headOf(session as SessionDocument));

/** The state of a session from which the fold continues. No row depends on the members that are not stored. */
function restored(rows: readonly StoredRow[]): SessionPresence {
  const own = rows.find(({ id }) => !id.includes('/'));
  if (!own) return absent;
  if (own.doc === null) return gone;
  const kept = JSON.parse(own.doc) as SessionHead;
  const exercises = rows
    .flatMap(({ id, doc }) => (id === own.id || doc === null ? [] : readStoredEntry(doc)))
    .toSorted((one, other) => one.order - other.order);
  const notStored = { notes: null, revision: 0, createdAt: kept.startedAt, updatedAt: kept.startedAt };
  return { kind: 'present', document: { ...kept, ...notStored, exercises } };
}
