import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type {
  AccountId,
  EntryId,
  ExerciseId,
  ImportId,
  Instant,
  PlanId,
  SessionId,
  SetId,
  TimeZone,
  UnitId,
} from './ids.ts';
import type { Performance } from './performance.ts';
import type { Planned } from './planned.ts';
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
  /** Its targets from a training unit; null for an entry that the athlete has added. `personal` has the planned name. */
  planned: Planned | null;
  personal: Readonly<{ name: string; notes: string | null; planned: string | null }>;
}>;

/** The day of a training plan, and which unit of that day: weeks and days count from 1, units from 0. */
export type PlanDay = Readonly<{ week: number; day: number; index: number }>;

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
  | Event<'SetsReordered', Edit<{ entryId: EntryId; setIds: readonly SetId[] }>>
  | ClaimLapsed;

export type SessionStarted = Event<
  'SessionStarted',
  {
    sessionId: SessionId;
    userId: AccountId;
    startedAt: Instant;
    timezone: TimeZone;
    importId: ImportId | null;
    /** Whether the athlete began it when the server got to know of it. An account has at most one such session in progress. */
    live: boolean;
    /** The templates that it was started from. Their names are in `personal`, also when the ids are unknown. */
    plan: PlanId | null;
    planDay: PlanDay | null;
    unit: UnitId | null;
    personal: { name: string | null; notes: string | null; plan: string | null; unit: string | null };
  }
>;

const personalIn = (data: Readonly<{ personal?: object }>): object => data.personal ?? {};
const withoutPlan = (data: object): object => ({
  ...{ ...data, planned: null },
  personal: { ...personalIn(data), planned: null },
});

export const sessionEvents = {
  name: 'training session',
  quota: { kind: 'sessions', name: 'training sessions', limit: 100_000 },
  feed: { deletions: true },
  schemas: {
    SessionStarted: 2,
    SessionRenamed: 1,
    SessionNoted: 1,
    SessionTimesCorrected: 1,
    SessionCompleted: 1,
    SessionAborted: 1,
    SessionDeleted: 1,
    ExerciseAdded: 2,
    ExerciseCorrected: 2,
    ExerciseRemoved: 1,
    ExercisesReordered: 1,
    SetLogged: 1,
    SetCorrected: 1,
    SetRemoved: 1,
    SetsReordered: 1,
    ClaimLapsed: 1,
  },
  endings: ['SessionDeleted'],
  upcasters: {
    // Sessions of schema 1 have no templates, and did not exclude one another.
    SessionStarted: {
      1: (data) => ({
        ...{ ...data, live: false, plan: null, planDay: null, unit: null },
        personal: { ...personalIn(data), plan: null, unit: null },
      }),
    },
    ExerciseAdded: { 1: withoutPlan },
    ExerciseCorrected: { 1: withoutPlan },
  },
} as const satisfies EventTypes<SessionEvent>;
