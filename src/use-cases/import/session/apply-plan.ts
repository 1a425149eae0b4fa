import type { Context } from '../../../commands/context.ts';
import type { SessionId } from '../../../events/ids.ts';
import type { ImportedSession } from '../../../imports/imported.ts';
import { type ExecutionPorts, executePlan, retryOnChange } from './execute-plan.ts';
import { type Origin, type PlanPorts, planSessions, type SessionPlan } from './plan-session.ts';

/**
 * A workout with its planned commands. `siblings` are all workouts of the file with this start, among them this one.
 */
export type PlannedWorkout = Readonly<{
  workout: ImportedSession;
  siblings: readonly ImportedSession[];
  sessionPlan: SessionPlan;
}>;

export type Application = Readonly<{
  ports: PlanPorts & ExecutionPorts;
  origin: Origin;
  context: Context;
  /** Records that the import is about to change a session. */
  reach: (sessionId: SessionId) => Promise<unknown>;
}>;

/**
 * Sends the commands that were planned for a workout and returns them. When the session has changed since, plans other
 * commands and sends these. When an undo has deleted the session meanwhile, the workout gets another session, which is
 * recorded first.
 */
export async function applyPlan(
  { ports, origin, context, reach }: Application,
  { workout, siblings, sessionPlan }: PlannedWorkout,
): Promise<SessionPlan> {
  let next: SessionPlan | null = sessionPlan;
  return retryOnChange(async () => {
    const attempted = next ?? (await planSessions(ports, origin, siblings))[siblings.indexOf(workout)] ?? sessionPlan;
    next = null;
    if (attempted.sessionId !== sessionPlan.sessionId) await reach(attempted.sessionId);
    await executePlan(ports, attempted, context);
    return attempted;
  });
}
