import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, EntryId, ExerciseId, ImportId, Instant, SessionId, SetId, TimeZone } from './ids.ts';
import type { Performance } from './performance.ts';
import type { Mode } from './values.ts';

/**
 * The data of an entry. `name` is copied from the exercise, so that the entry keeps it when the exercise is renamed or
 * deleted.
 */
export type Entry = Readonly<{
  exerciseId: ExerciseId | null;
  mode: Mode;
  /** The number of the entry's superset: entries with the same number are done in alternation. Null for no superset. */
  supersetGroup: number | null;
  personal: Readonly<{ name: string; notes: string | null }>;
}>;

/** The data of a change to a session. `correction` is true if the session had ended before the change. */
type Edit<Data> = Data & { correction: boolean };

/** Events of one training session. */
export type SessionEvent =
  | SessionStarted
  | Event<'SessionRenamed', Edit<{ personal: { name: string | null } }>>
  | Event<'SessionNoted', Edit<{ personal: { notes: string | null } }>>
  | Event<'SessionTimesCorrected', Edit<{ startedAt: Instant; endedAt: Instant | null; timezone: TimeZone }>>
  | Event<'SessionCompleted', { endedAt: Instant }>
  | Event<'SessionAborted', { endedAt: Instant }>
  | Event<'SessionDeleted', NoData>
  | Event<'ExerciseAdded', Edit<{ entryId: EntryId } & Entry>>
  | Event<'ExerciseCorrected', Edit<{ entryId: EntryId } & Entry>>
  | Event<'ExerciseRemoved', Edit<{ entryId: EntryId }>>
  | Event<'ExercisesReordered', Edit<{ entryIds: readonly EntryId[] }>>
  | Event<'SetLogged', Edit<{ entryId: EntryId; setId: SetId } & Performance>>
  | Event<'SetCorrected', Edit<{ entryId: EntryId; setId: SetId } & Performance>>
  | Event<'SetRemoved', Edit<{ entryId: EntryId; setId: SetId }>>
  | Event<'SetsReordered', Edit<{ entryId: EntryId; setIds: readonly SetId[] }>>;

export type SessionStarted = Event<
  'SessionStarted',
  {
    sessionId: SessionId;
    userId: AccountId;
    startedAt: Instant;
    timezone: TimeZone;
    importId: ImportId | null;
    personal: { name: string | null; notes: string | null };
  }
>;

export const sessionEvents: EventTypes<SessionEvent> = {
  schemas: {
    SessionStarted: 1,
    SessionRenamed: 1,
    SessionNoted: 1,
    SessionTimesCorrected: 1,
    SessionCompleted: 1,
    SessionAborted: 1,
    SessionDeleted: 1,
    ExerciseAdded: 1,
    ExerciseCorrected: 1,
    ExerciseRemoved: 1,
    ExercisesReordered: 1,
    SetLogged: 1,
    SetCorrected: 1,
    SetRemoved: 1,
    SetsReordered: 1,
  },
};
