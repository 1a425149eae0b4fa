import type { ImportId, SessionId } from '../../events/ids.ts';
import type { RejectedRow } from '../../events/import.ts';
import type { ImportPorts, ImportRequest } from './import-request.ts';
import type { Pace } from './pace.ts';
import { contextOf, sendCommand } from './send-command.ts';
import { applyPlan, type PlannedWorkout } from './session/apply-plan.ts';
import { rehearsePlan } from './session/execute-plan.ts';
import type { SessionPlan } from './session/plan-session.ts';

/** Sends the planned commands of an import and records its rejected rows, or in a dry run only checks the commands. */
export type ImportWriter = Readonly<{
  /** Records the training sessions that the import is about to change. */
  reach: (sessionIds: readonly SessionId[]) => Promise<unknown>;
  /**
   * Sends the commands that were planned for a workout and returns them, or newer ones if the session has changed
   * meanwhile.
   */
  apply: (planned: PlannedWorkout) => Promise<SessionPlan>;
  /** Records rejected rows in the import's stream. */
  reject: (rows: readonly RejectedRow[]) => Promise<unknown>;
}>;

type Writing = Readonly<{ ports: ImportPorts; request: ImportRequest; importId: ImportId; pace: Pace }>;

export function createLogWriter({ ports, request, importId, pace }: Writing): ImportWriter {
  const origin = { userId: request.userId, importId, format: request.format };
  const reach: ImportWriter['reach'] = (sessionIds) =>
    sendCommand(ports, request, importId, { type: 'ReachSessions', data: { sessionIds } });
  return {
    reach,
    apply(planned) {
      const context = contextOf(ports, request, importId);
      return applyPlan({ ports: { ...ports, pace }, origin, context, reach: (id) => reach([id]) }, planned);
    },
    reject: (rows) => sendCommand(ports, request, importId, { type: 'RejectRows', data: { rows } }),
  };
}

/** A writer for dry runs: writes nothing, but refuses what the writer to the log would refuse. */
export const createDryRunWriter = ({ ports, request, importId, pace }: Writing): ImportWriter => ({
  reach: async () => {},
  async apply({ sessionPlan }) {
    await rehearsePlan(sessionPlan, contextOf(ports, request, importId), pace);
    return sessionPlan;
  },
  reject: async () => {},
});
