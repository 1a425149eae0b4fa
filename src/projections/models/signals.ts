import { storedFacts } from '../../documents/signals/session-facts.ts';
import { createModel, tableOf } from '../core/model.ts';
import { applyWith } from '../core/statements.ts';
import { changedRows, type SignalRow, type StoredTrace, storedTrace } from './signal-rows.ts';
import { selectRows, storedStreams } from './stored-streams.ts';
import { type Columns, createUpsert } from './upsert.ts';

/**
 * What signals to coaches follow from: the facts of each training session, and the best estimate of each exercise in it. A set
 * that is logged changes the row of its session only. Rows of exercises exist once the session has ended.
 */
export const signals = createModel({
  name: 'signals',
  shape: 1,
  categories: new Set(['session']),
  tables: ['signals'],
  applyTo: (version) => {
    const table = tableOf('signals', version);
    return applyWith({
      read: (events) => selectRows({ table, idType: 'text' }, events),
      write: (events, rows, condition) => {
        const changed = storedStreams<StoredTrace>(events, rows).flatMap(changedRows);
        return upsert(table, changed, condition);
      },
    });
  },
});

const isPlanned = ({ facts, exerciseId }: SignalRow): boolean => exerciseId === null && facts?.endRevision != null;
const countOf = (row: SignalRow, isCounted: (planned: number, working: number) => boolean): string | null =>
  isPlanned(row)
    ? String(row.facts?.entries.filter(({ planned: p }) => p && isCounted(p.plannedSets, p.workingSets)).length)
    : null;

const columns: Columns<SignalRow> = {
  id: { type: 'text', value: ({ sessionId, exerciseId }) => (exerciseId ? `${sessionId}/${exerciseId}` : sessionId) },
  owner: { type: 'uuid', value: ({ owner }) => owner },
  revision: { type: 'int4', value: ({ revision }) => String(revision) },
  exercise_id: { type: 'uuid', value: ({ exerciseId }) => exerciseId },
  started_at: { type: 'timestamptz', value: ({ facts }) => facts?.startedAt },
  local_day: { type: 'date', value: ({ facts }) => facts?.day },
  best: { type: 'numeric', value: ({ best }) => (best === null ? null : String(best)) },
  planned_entries: { type: 'int4', value: (row) => countOf(row, () => true) },
  fulfilled_entries: { type: 'int4', value: (row) => countOf(row, (planned, working) => working >= planned) },
  facts: { type: 'text', value: ({ facts, exerciseId }) => (exerciseId ? null : facts && storedFacts(facts)) },
  doc: { type: 'text', value: ({ traced }) => traced && storedTrace(traced) },
};

const upsert = createUpsert<SignalRow>(columns);
