import type { Context } from '../../../commands/context.ts';
import { DomainError } from '../../../errors.ts';
import type { SessionId } from '../../../events/ids.ts';
import { type Plan, planOf } from '../plan/plan.ts';
import { executePlan, retryOnChange, withoutRefused } from './execute-plan.ts';
import { planRestoration, type RestorationPorts, type Undo } from './plan-restoration.ts';
import { isCausedBy, presenceOf, readSession } from './session-stream.ts';

/**
 * Undoes one import in one session: deletes the session if the import created it, otherwise restores what was there
 * before, as far as it still fits. After an interruption it skips what the same undo did already, which it recognises by
 * `undoId`, the causation id in `context`.
 */
export function undoSession(
  ports: RestorationPorts,
  undo: Undo,
  sessionId: SessionId,
  context: Context,
): Promise<void> {
  return retryOnChange(async () => {
    const events = await readSession(ports.store, sessionId);
    await ports.breathe();
    const presence = presenceOf(events);
    const first = events.findIndex(isCausedBy(undo.importId));
    if (first < 0 || presence.kind !== 'present') return;
    const plan = first === 0 ? deletion : await planRestoration(ports, undo, events, context);
    const sessionPlan = { sessionId, revision: events.length - 1, events, plan };
    try {
      await executePlan(ports, sessionPlan, context);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'validation')) throw error;
      // The athlete's own changes leave no room for all that was there before. Without this, the undo could never end.
      await executePlan(ports, await withoutRefused(sessionPlan, context, ports.pace), context);
    }
  });
}

const deletion: Plan = planOf([{ type: 'DeleteSession', data: {} }]);
