import { type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { textOf } from '../../documents/decimal.ts';
import { localDay } from '../../documents/local-day.ts';
import { figuresOf, type PerformanceFigures } from '../../documents/performance-figures.ts';
import { type RecordSets, recordSetsOf } from '../../documents/statistics/record-sets.ts';
import { toldSet } from '../../documents/statistics/told.ts';
import { storedEntry, storedSets } from '../../documents/stored-entries.ts';
import type { E1rmFormula } from '../../events/values.ts';
import { createModel, tableOf } from '../core/model.ts';
import { applyWith } from '../core/statements.ts';
import { changedRows, type PerformanceRow, storedHead } from './performance-rows.ts';
import { begunBefore, streamsWithRows } from './stored-streams.ts';
import { sortTextOf } from './texts.ts';
import { type Columns, createUpsert } from './upsert.ts';

type FiguredRow = PerformanceRow & Readonly<{ figures: PerformanceFigures | null; records: RecordSets | null }>;

/**
 * What was done of each exercise in each training session, for statistics and for suggestions of the next targets. A set
 * that is logged or corrected changes the row of its entry only, however long the history is.
 */
export const performances = createModel({
  name: 'performances',
  shape: 1,
  categories: new Set(['session']),
  tables: ['performances'],
  applyTo: (version) => {
    const table = tableOf('performances', version);
    return applyWith({
      read: (events) => selectRows(table, begunBefore(events)),
      write: (events, rows, condition) => {
        const changed = streamsWithRows(events, rows).flatMap(changedRows).map(withFigures);
        return upsert(table, changed, condition);
      },
    });
  },
});

/** SQL that selects all rows of these sessions; null for none. */
const selectRows = (table: IdentifierSqlToken, sessions: readonly string[]): FragmentSqlToken | null =>
  sessions.length === 0
    ? null
    : sql.fragment`SELECT id, revision, doc FROM ${table} WHERE session_id = any(${sql.array([...sessions], 'uuid')})`;

const withFigures = (row: PerformanceRow): FiguredRow => ({
  ...row,
  figures: row.entry && figuresOf(row.entry.sets),
  records: row.entry && recordSetsOf(row.entry.sets),
});

/** The JSON text of the best set, as clients see it. */
function bestOf({ records }: FiguredRow, formula: E1rmFormula): string | null {
  const best = records?.best[formula];
  return best ? JSON.stringify(toldSet(best)) : null;
}

const columns: Columns<FiguredRow> = {
  id: { type: 'text', value: ({ sessionId, entryId }) => (entryId === null ? sessionId : `${sessionId}/${entryId}`) },
  session_id: { type: 'uuid', value: ({ sessionId }) => sessionId },
  entry_id: { type: 'uuid', value: ({ entryId }) => entryId },
  owner: { type: 'uuid', value: ({ owner }) => owner },
  revision: { type: 'int4', value: ({ revision }) => String(revision) },
  status: { type: 'text', value: ({ session }) => session?.status },
  started_at: { type: 'timestamptz', value: ({ session }) => session?.startedAt },
  local_day: { type: 'date', value: ({ session }) => session && localDay(session.startedAt, session.timezone) },
  exercise_id: { type: 'uuid', value: ({ entry }) => entry?.exerciseId },
  name_key: { type: 'text', value: ({ entry }) => entry && sortTextOf(entry.name) },
  place: { type: 'int4', value: ({ entry }) => entry && String(entry.order) },
  unit_exercise_id: { type: 'uuid', value: ({ entry }) => entry?.planned?.unitExerciseId },
  planned_sets: { type: 'int4', value: ({ entry }) => entry?.planned && String(entry.planned.sets.length) },
  working_sets: { type: 'int4', value: ({ figures }) => figures && String(figures.workingSets) },
  volume: { type: 'numeric', value: ({ figures }) => figures && textOf(figures.volume) },
  set_volume: { type: 'numeric', value: ({ figures }) => figures?.setVolume && textOf(figures.setVolume) },
  e1rm_epley: { type: 'numeric', value: ({ figures }) => figures?.e1rm.epley && textOf(figures.e1rm.epley) },
  e1rm_brzycki: { type: 'numeric', value: ({ figures }) => figures?.e1rm.brzycki && textOf(figures.e1rm.brzycki) },
  seconds: { type: 'numeric', value: ({ figures }) => figures?.seconds && textOf(figures.seconds) },
  distance: { type: 'numeric', value: ({ figures }) => figures?.distance && textOf(figures.distance) },
  record_sets: {
    type: 'text',
    value: ({ records }) => (records && records.sets.length > 0 ? storedSets(records.sets) : null),
  },
  record_key: { type: 'text', value: ({ records }) => records?.key },
  best_epley: { type: 'text', value: (row) => bestOf(row, 'epley') },
  best_brzycki: { type: 'text', value: (row) => bestOf(row, 'brzycki') },
  doc: {
    type: 'text',
    value: ({ entryId, session, entry }) =>
      entryId === null ? session && storedHead(session) : entry && storedEntry(entry),
  },
};

const upsert = createUpsert<FiguredRow>(columns);
