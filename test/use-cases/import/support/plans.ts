import { type SessionCommand, session } from '../../../../src/commands/session/decider.ts';
import { present } from '../../../../src/documents/presence.ts';
import type { SessionDocument } from '../../../../src/documents/session.ts';
import type { StreamEvent } from '../../../../src/events/event.ts';
import type { ImportId, Instant, SessionId, TimeZone } from '../../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../../src/events/performance.ts';
import type { SessionEvent } from '../../../../src/events/session.ts';
import type { Mode } from '../../../../src/events/values.ts';
import type { ImportedExercise } from '../../../../src/imports/imported.ts';
import { planNew } from '../../../../src/use-cases/import/plan/plan-new.ts';
import type { TargetSession } from '../../../../src/use-cases/import/plan/target.ts';
import { athlete, eventAt, noon } from '../../../support/specification.ts';

export const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
export const importId = '01900000-0000-7000-8000-000000000002' as ImportId;

export type State = typeof session.initial;

/** Applies commands to the state of a session in memory, with the results that `execute` has in the log. */
export function carryOut(commands: readonly SessionCommand[], initial: State = session.initial): State {
  let state = initial;
  let revision = state.presence.kind === 'present' ? state.presence.document.revision : -1;
  for (const command of commands) {
    const context = { by: athlete, at: noon };
    session.admit(command, state, context);
    for (const event of session.decide(command, state, context)) {
      revision += 1;
      state = session.evolve(state, eventAt(event, revision) as StreamEvent<SessionEvent>);
    }
  }
  return state;
}

export const documentOf = (state: State): SessionDocument => present(state.presence, 'session').document;

/** Creates a function that returns a new id at each call. */
export function idsOf(group: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `01900000-0000-7000-${group}-${String(count).padStart(12, '0')}`;
  };
}

export const set = (reps: number, notes: string | null = null): Performance => ({
  ...emptyPerformance,
  weight: { value: 60, unit: 'kg' },
  reps,
  personal: { notes },
});

/** Makes an imported exercise that has one set for each number in `reps`. */
export const exercise = (name: string, reps: readonly number[], mode: Mode = 'reps'): ImportedExercise => ({
  name,
  mode,
  exerciseId: null,
  supersetGroup: null,
  notes: null,
  sets: reps.map((count) => set(count)),
});

export const workout = (...exercises: readonly ImportedExercise[]): TargetSession => ({
  name: 'Push',
  notes: null,
  startedAt: '2026-01-09T10:00:00.000000Z' as Instant,
  endedAt: '2026-01-09T11:00:00.000000Z' as Instant,
  timezone: 'UTC' as TimeZone,
  exercises,
});

/** Returns the state of the session that the first import of a workout creates. */
export const importNew = (target: TargetSession): State =>
  carryOut(planNew({ sessionId, importId, target, makeId: idsOf('8001') }).commands);
