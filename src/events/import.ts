import type { Event } from './event.ts';
import type { AccountId, ImportId, SessionId, TimeZone } from './ids.ts';

export type ImportFormat = 'strong' | 'hevy';

/** Of a file's sets: `added`, `updated` and `unchanged` add up to `sets`; `removed` stood in an earlier version of it. */
export type ImportCounts = Readonly<{
  sessions: number;
  sets: number;
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  rejected: number;
}>;
/** A row that could not go in; `line` is the line of the file on which the row begins, from 1. */
export type RejectedRow = Readonly<{ line: number; reason: string }>;

/** Facts of one import: a file's way into the log, and back out of it. */
export type ImportEvent =
  | Event<
      'ImportStarted',
      {
        importId: ImportId;
        userId: AccountId;
        format: ImportFormat;
        unit: 'kg' | 'lb' | null;
        timezone: TimeZone;
        personal: { fileName: string | null };
      }
    >
  /** Written before the sessions it names are touched, so that an undo knows them all even after a crash. */
  | Event<'ImportReachedSessions', { sessionIds: readonly SessionId[] }>
  | Event<'ImportCompleted', { counts: ImportCounts; personal: { errors: string } }>
  | Event<'ImportUndone', Record<never, never>>;
