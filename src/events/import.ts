import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, ImportId, MeasurementId, SessionId, TimeZone } from './ids.ts';
import type { ImportFormat, WeightUnit } from './values.ts';

/**
 * The counts of an import. `sets` is the sum of `added`, `updated` and `unchanged`. `removed` counts sets that an
 * earlier import of the file had added.
 */
export type ImportCounts = Readonly<{
  sessions: number;
  sessionsAdded: number;
  sessionsUpdated: number;
  sets: number;
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  /** The number of rows that were not imported. */
  rejected: number;
}> &
  Partial<MeasurementCounts>;

/** The counts of body measurements; missing when the file has none, and in events of earlier builds. */
export type MeasurementCounts = Readonly<{
  measurements: number;
  measurementsAdded: number;
  measurementsUpdated: number;
}>;

/** A row of the file that was not imported. `line` is the line on which the row begins, counted from 1. */
export type RejectedRow = Readonly<{ line: number; reason: string }>;

/** Events of one import of a file, and of its undo. */
export type ImportEvent =
  | ImportStarted
  /** Appended before the import changes these sessions, so that an undo finds all of them, even after a crash. */
  | Event<'ImportReachedSessions', { sessionIds: readonly SessionId[] }>
  /** The same for body measurements. */
  | Event<'ImportReachedMeasurements', { measurementIds: readonly MeasurementId[] }>
  | Event<'ImportRowsRejected', { lines: readonly number[]; personal: { reasons: readonly string[] } }>
  | Event<'ImportCompleted', { counts: ImportCounts }>
  | Event<'ImportUndoBegun', NoData>
  | Event<'ImportUndone', NoData>;

export type ImportStarted = Event<
  'ImportStarted',
  {
    importId: ImportId;
    userId: AccountId;
    format: ImportFormat;
    unit: WeightUnit | null;
    timezone: TimeZone;
    personal: { fileName: string | null };
  }
>;

export const importEvents = {
  name: 'import',
  quota: { kind: 'imports', name: 'imports', limit: 1_000 },
  feed: { deletions: false },
  schemas: {
    ImportStarted: 1,
    ImportReachedSessions: 1,
    ImportReachedMeasurements: 1,
    ImportRowsRejected: 1,
    ImportCompleted: 2,
    ImportUndoBegun: 1,
    ImportUndone: 1,
  },
  endings: [],
  // Schema 2 of an import may count body measurements. Without these, both schemas have the same members.
  upcasters: { ImportCompleted: { 1: (data) => data } },
} as const satisfies EventTypes<ImportEvent>;
