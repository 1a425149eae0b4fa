import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, ImportId, SessionId, TimeZone } from './ids.ts';
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
}>;

/** A row of the file that was not imported. `line` is the line on which the row begins, counted from 1. */
export type RejectedRow = Readonly<{ line: number; reason: string }>;

/** Events of one import of a file, and of its undo. */
export type ImportEvent =
  | ImportStarted
  /** Appended before the import changes these sessions, so that an undo finds all of them, even after a crash. */
  | Event<'ImportReachedSessions', { sessionIds: readonly SessionId[] }>
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

export const importEvents: EventTypes<ImportEvent> = {
  schemas: {
    ImportStarted: 1,
    ImportReachedSessions: 1,
    ImportRowsRejected: 1,
    ImportCompleted: 1,
    ImportUndoBegun: 1,
    ImportUndone: 1,
  },
};
