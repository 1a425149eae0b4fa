import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import type { EntryDocument } from '../../../src/documents/entries.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { sessionFold } from '../../../src/documents/session.ts';
import { readStoredEntry } from '../../../src/documents/stored-entries.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { tableOf } from '../../../src/projections/core/model.ts';
import { replayPlainly } from '../../support/plain-events.ts';

const withoutNotes = (entry: EntryDocument): EntryDocument => ({
  ...entry,
  notes: null,
  sets: entry.sets.map((set) => ({ ...set, notes: null })),
});

/** A row of the read model of performances, with its columns as Postgres returns them. */
export type PerformanceRow = Readonly<Record<string, unknown>> &
  Readonly<{ id: string; session_id: string; entry_id: string | null; revision: number; doc: string | null }>;

export const readPerformances = async (db: DatabasePool, version = 1): Promise<readonly PerformanceRow[]> =>
  (await db.any(sql.unsafe`SELECT * FROM ${tableOf('performances', version)} ORDER BY id`)) as PerformanceRow[];

/**
 * Expects rows to say what plain folds of the sessions say: one for each session and for each entry that it ever had.
 * The highest revision of a session's rows must be that of its stream.
 */
export function expectPerformances(rows: readonly PerformanceRow[], events: readonly SealedEvent[]): void {
  const written = events.filter(({ stream }) => stream.startsWith('session-'));
  const expected = [...Map.groupBy(written, ({ stream }) => stream)].flatMap(([stream, own]) => {
    const document = documentOf(replayPlainly(sessionFold, own));
    const added = new Set(
      own.flatMap(({ type, data }) => (type === 'ExerciseAdded' ? (data as { entryId: string }).entryId : [])),
    );
    const entries = new Map<string, unknown>(document?.exercises.map((entry) => [entry.id, withoutNotes(entry)]));
    const { id } = parseStream(stream);
    return [
      [id, document?.status ?? null],
      ...[...added].map((entryId) => [`${id}/${entryId}`, entries.get(entryId) ?? null]),
    ];
  });
  const found = rows.map(({ id, entry_id, doc }) => {
    if (doc === null) return [id, null];
    return [id, entry_id === null ? JSON.parse(doc).status : readStoredEntry(doc)];
  });
  expect(found).to.have.deep.members(expected);
  const lengths = [...Map.groupBy(written, ({ stream }) => parseStream(stream).id)].map(([id, own]) => [
    id,
    own.length - 1,
  ]);
  const revisions = [...Map.groupBy(rows, ({ session_id }) => session_id)].map(([id, own]) => {
    return [id, Math.max(...own.map(({ revision }) => revision))];
  });
  expect(revisions).to.have.deep.members(lengths);
}
