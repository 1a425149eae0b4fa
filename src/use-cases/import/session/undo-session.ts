import type { Context } from '../../../commands/context.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import { DomainError } from '../../../errors.ts';
import type { ImportId, SessionId } from '../../../events/ids.ts';
import { type Plan, planOf } from '../plan/plan.ts';
import { planChange } from '../plan/plan-change.ts';
import { targetOf } from '../plan/target.ts';
import { type ExecutionPorts, executePlan, retryOnChange, withoutRefused } from './execute-plan.ts';
import type { PlanPorts } from './plan-session.ts';
import {
  documentAfter,
  documentOf,
  isCausedBy,
  presenceOf,
  readSession,
  type SessionEvents,
} from './session-stream.ts';
import { withRestoredIds } from './with-restored-ids.ts';

type Ports = PlanPorts & ExecutionPorts;

/** One undo of an import. Events appended by the undo have `undoId` as their causation id. */
export type Undo = Readonly<{ importId: ImportId; undoId: string }>;

/**
 * Undoes one import in one session: deletes the session if the import created it, otherwise restores what was there
 * before, as far as it still fits. After an interruption it skips what the same undo did already, which it recognises by
 * `undoId`, the causation id in `context`.
 */
export function undoSession(ports: Ports, undo: Undo, sessionId: SessionId, context: Context): Promise<void> {
  return retryOnChange(async () => {
    const events = await readSession(ports.store, sessionId);
    await ports.breathe();
    const presence = presenceOf(events);
    const first = events.findIndex(isCausedBy(undo.importId));
    if (first < 0 || presence.kind !== 'present') return;
    const plan = first === 0 ? deletion : planRestoration({ ports, undo, events, first, current: presence.document });
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

/**
 * From what the commands of a restoration are planned. `first` is the index of the first event that the import
 * appended.
 */
type Restoration = Readonly<{
  ports: Ports;
  undo: Undo;
  events: SessionEvents;
  first: number;
  current: SessionDocument;
}>;

/**
 * Plans the commands that restore the session as it was before the import. What the athlete has changed since the
 * import stays.
 */
function planRestoration({ ports, undo: { importId, undoId }, events, first, current }: Restoration): Plan {
  const before = documentAfter(events, first - 1);
  const last = events.findLastIndex(isCausedBy(importId));
  const later = events.slice(last + 1);
  const begun = later.findIndex(isCausedBy(undoId));
  const base = withRestoredIds(events.slice(0, last + 1), begun < 0 ? later : later.slice(0, begun));
  const applied = documentOf(later.filter(isCausedBy(undoId)), { kind: 'present', document: base });
  const makeId = (place: string) =>
    ports.ids.deriveAt(Date.parse(base.startedAt), base.userId, `${base.id}:${undoId}:${last}:${place}`);
  return planChange({ base, target: targetOf(before), current, applied, makeId, onConflict: 'keep' });
}
