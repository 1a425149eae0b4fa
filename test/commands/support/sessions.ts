import type { WholeEntry } from '../../../src/commands/session/content/content.ts';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import type { EntryId, ExerciseId, Instant, SessionId, SetId, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { Entry, SessionEvent, SessionStarted } from '../../../src/events/session.ts';
import type { Mode } from '../../../src/events/values.ts';
import { athlete, specificationOf } from '../../support/specification.ts';

export const given = specificationOf(session);

export const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
export const squat = '01900000-0000-7000-8000-000000000011' as EntryId;
export const plank = '01900000-0000-7000-8000-000000000012' as EntryId;
export const first = '01900000-0000-7000-8000-000000000021' as SetId;
export const second = '01900000-0000-7000-8000-000000000022' as SetId;
export const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
export const timezone = 'Europe/Berlin' as TimeZone;
export const morning = '2026-01-10T08:00:00.000000Z' as Instant;
export const later = '2026-01-10T09:30:00.500000Z' as Instant;
/** The server's clock shows noon in these tests. A client's time may be up to one minute ahead of it. */
export const minuteAhead = '2026-01-10T12:01:00.000000Z' as Instant;
export const tooFarAhead = '2026-01-10T12:01:00.001000Z' as Instant;

export type Data<Type extends SessionCommand['type']> = Extract<SessionCommand, { type: Type }>['data'];

export const started: SessionStarted = {
  type: 'SessionStarted',
  data: {
    sessionId,
    userId: athlete,
    startedAt: morning,
    timezone,
    importId: null,
    ...{ live: false, plan: null, planDay: null, unit: null },
    personal: { name: 'Legs', notes: null, plan: null, unit: null },
  },
};
export const completed: SessionEvent = { type: 'SessionCompleted', data: { endedAt: later } };
export const aborted: SessionEvent = { type: 'SessionAborted', data: { endedAt: later } };
export const deleted: SessionEvent = { type: 'SessionDeleted', data: {} };

/** The data of an entry without targets, for an event or for a command. */
export const entry = (
  entryId: EntryId,
  mode: Mode = 'reps',
  name = 'Squat',
): { entryId: EntryId } & Entry & Readonly<{ planned: null }> => ({
  entryId,
  exerciseId: null,
  mode,
  supersetGroup: null,
  planned: null,
  personal: { name, notes: null, planned: null },
});
export const added = (entryId: EntryId, mode: Mode = 'reps'): SessionEvent => ({
  type: 'ExerciseAdded',
  data: { ...entry(entryId, mode), correction: false },
});
export const removedEntry: SessionEvent = { type: 'ExerciseRemoved', data: { entryId: squat, correction: false } };

export const five: Performance = { ...emptyPerformance, weight: { value: 100, unit: 'kg' }, reps: 5 };
export const logged = (setId: SetId, performance = five, entryId = squat): SessionEvent => ({
  type: 'SetLogged',
  data: { entryId, setId, ...performance, correction: false },
});
/** A set of a whole session, and two entries with their sets. */
export const wholeSet = (setId: SetId, performance: Performance = five) => ({ setId, ...performance });
export const squats: WholeEntry = { ...entry(squat), sets: [wholeSet(first), wholeSet(second)] };
export const planks: WholeEntry = { ...entry(plank, 'time', 'Plank'), sets: [] };
export const corrected = (setId: SetId, performance: Performance): SessionEvent => ({
  type: 'SetCorrected',
  data: { entryId: squat, setId, ...performance, correction: false },
});
export const removedSet = (setId: SetId): SessionEvent => ({
  type: 'SetRemoved',
  data: { entryId: squat, setId, correction: false },
});
export const log = (setId: SetId, performance = five, entryId = squat): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId, ...performance },
});
export const start = (change: Partial<Data<'StartSession'>> = {}): SessionCommand => ({
  type: 'StartSession',
  data: { sessionId, startedAt: morning, timezone, importId: null, name: 'Legs', notes: null, ...change },
});
export const editSession = (data: Data<'EditSession'>): SessionCommand => ({ type: 'EditSession', data });
export const complete = (endedAt: Instant | null): SessionCommand => ({ type: 'CompleteSession', data: { endedAt } });
export const abort = (endedAt: Instant | null): SessionCommand => ({ type: 'AbortSession', data: { endedAt } });
