import type { Event } from './event.ts';
import type { AccountId, ImportId, SessionId, TimeZone } from './ids.ts';
import type { ImportFormat, WeightUnit } from './values.ts';

/** `added`, `updated` and `unchanged` share out the file's `sets`; `removed` counts sets that an earlier version of it had. */
export type ImportCounts = Readonly<{
  sessions: number;
  sessionsAdded: number;
  sessionsUpdated: number;
  sets: number;
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  /** Rows that did not go in. */
  rejected: number;
}>;

/** A row that could not go in; `line` is the line of the file on which it begins, from 1. */
export type RejectedRow = Readonly<{ line: number; reason: string }>;

/** Facts of one import: a file's way into the log, and back out of it. */
export type ImportEvent =
  | ImportStarted
  /** Written before the sessions it names are touched, so that an undo knows them all, also after a crash. */
  | Event<'ImportReachedSessions', { sessionIds: readonly SessionId[] }>
  | Event<'ImportRowsRejected', { lines: readonly number[]; personal: { reasons: readonly string[] } }>
  | Event<'ImportCompleted', { counts: ImportCounts }>
  | Event<'ImportUndoBegun', Record<never, never>>
  | Event<'ImportUndone', Record<never, never>>;

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
