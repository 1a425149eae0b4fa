import type { SessionId } from '../../events/ids.ts';
import type { ImportedSession, WorkoutLabel } from '../../imports/imported.ts';
import type { SessionPlan } from './session/plan-session.ts';

/** How many workouts the report of a dry run lists at most. */
export const maxReportedWorkouts = 10_000;

/**
 * What an import does with a workout: its session is new (`added`), changes (`changed`) or stays as it is (`kept`), or
 * none of its rows are imported (`refused`).
 */
export const workoutOutcomes = ['added', 'changed', 'kept', 'refused'] as const;

/** What an import does, or a dry run would do, with one workout of the file. `reason`: why it is refused, else null. */
export type WorkoutReport = WorkoutLabel &
  Readonly<{
    outcome: (typeof workoutOutcomes)[number];
    sessionId: SessionId | null;
    sets: Readonly<{ added: number; updated: number; unchanged: number; removed: number }>;
    reason: string | null;
  }>;

export const labelOf = ({ lines, localStart, name }: ImportedSession): WorkoutLabel => ({
  line: lines[0] ?? 1,
  start: localStart,
  name,
});

/** Reports a workout whose planned commands were sent. */
export function reportOf(workout: ImportedSession, { sessionId, revision, plan }: SessionPlan): WorkoutReport {
  const { added, updated, removed } = plan;
  const sets = { added, updated, unchanged: workout.setCount - added - updated, removed };
  const outcome = revision < 0 ? 'added' : plan.commands.length > 0 ? 'changed' : 'kept';
  return { ...labelOf(workout), outcome, sessionId, sets, reason: null };
}

export const refusal = (workout: WorkoutLabel, reason: string): WorkoutReport => ({
  ...workout,
  outcome: 'refused',
  sessionId: null,
  sets: { added: 0, updated: 0, unchanged: 0, removed: 0 },
  reason,
});
