import type { ImportId, SessionId } from '../../events/ids.ts';
import type { RejectedRow } from '../../events/import.ts';
import type { ImportPorts, ImportRequest } from './import-request.ts';
import { contextOf, sendCommand } from './send-command.ts';
import { applyPlan, type PlannedWorkout } from './session/apply-plan.ts';
import { rehearsePlan } from './session/execute-plan.ts';
import type { SessionPlan } from './session/plan-session.ts';

/** What an import does with its results: writes them to the log, or only checks them in a dry run. */
export type ImportWriter = Readonly<{
  /** Records the sessions that the import is about to change. */
  reach: (sessionIds: readonly SessionId[]) => Promise<unknown>;
  /** Carries out a plan. Returns the plan that was carried out: another one if the session has changed. */
  apply: (planned: PlannedWorkout) => Promise<SessionPlan>;
  /** Records rejected rows. */
  reject: (rows: readonly RejectedRow[]) => Promise<unknown>;
}>;

export function createLogWriter(ports: ImportPorts, request: ImportRequest, importId: ImportId): ImportWriter {
  const origin = { userId: request.userId, importId, format: request.format };
  const reach: ImportWriter['reach'] = (sessionIds) =>
    sendCommand(ports, request, importId, { type: 'ReachSessions', data: { sessionIds } });
  return {
    reach,
    apply(planned) {
      const context = contextOf(ports, request, importId);
      return applyPlan({ ports, origin, context, reach: (sessionId) => reach([sessionId]) }, planned);
    },
    reject: (rows) => sendCommand(ports, request, importId, { type: 'RejectRows', data: { rows } }),
  };
}

/** Writes nothing, but refuses what writing would refuse. */
export const createDryRunWriter = (ports: ImportPorts, request: ImportRequest, importId: ImportId): ImportWriter => ({
  reach: async () => {},
  async apply({ sessionPlan }) {
    rehearsePlan(sessionPlan, contextOf(ports, request, importId));
    return sessionPlan;
  },
  reject: async () => {},
});
