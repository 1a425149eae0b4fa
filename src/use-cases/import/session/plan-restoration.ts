import type { Context } from '../../../commands/context.ts';
import { rehearse } from '../../../commands/decision.ts';
import { session } from '../../../commands/session/decider.ts';
import type { SessionDocument } from '../../../documents/session.ts';
import type { ImportId } from '../../../events/ids.ts';
import type { FindUndos, Undos } from '../find-undos.ts';
import { emptyPlan, type Plan } from '../plan/plan.ts';
import { planChange } from '../plan/plan-change.ts';
import { targetOf } from '../plan/target.ts';
import type { ExecutionPorts } from './execute-plan.ts';
import type { PlanPorts } from './plan-session.ts';
import { documentOf, isCausedBy, type SessionEvents } from './session-stream.ts';
import { withRestoredIds } from './with-restored-ids.ts';

export type RestorationPorts = PlanPorts & ExecutionPorts & Readonly<{ findUndos: FindUndos }>;

/** One undo of an import. Events appended by the undo have `undoId` as their causation id. */
export type Undo = Readonly<{ importId: ImportId; undoId: string }>;

/**
 * Plans the commands that restore the session as it was before the import. What the athlete has changed since the
 * import stays. A session that a later import has changed stays as that one has left it, until it is undone too.
 */
export async function planRestoration(
  ports: RestorationPorts,
  undo: Undo,
  events: SessionEvents,
  context: Context,
): Promise<Plan> {
  return planIn({ ports, context, undos: await ports.findUndos(events) }, undo, events);
}

type Restoration = Readonly<{ ports: RestorationPorts; context: Context; undos: Undos }>;

async function planIn(restoration: Restoration, { importId, undoId }: Undo, events: SessionEvents): Promise<Plan> {
  const { ports, undos } = restoration;
  const first = events.findIndex(isCausedBy(importId));
  const last = events.findLastIndex(isCausedBy(importId));
  const later = events.slice(last + 1);
  if (later.some(({ metadata }) => undos.get(metadata.$causationId) === null)) return emptyPlan;
  const before = await documentBefore(restoration, events.slice(0, first));
  const begun = later.findIndex(isCausedBy(undoId));
  const base = withRestoredIds(events.slice(0, last + 1), begun < 0 ? later : later.slice(0, begun));
  const applied = documentOf(later.filter(isCausedBy(undoId)), { kind: 'present', document: base });
  const makeId = (place: string) =>
    ports.ids.deriveAt(Date.parse(base.startedAt), base.userId, `${base.id}:${undoId}:${last}:${place}`);
  const current = documentOf(events);
  return planChange({ base, target: targetOf(before), current, applied, makeId, onConflict: 'keep' });
}

/**
 * The session before an import. Imports before it that were undone only after it count as undone at that time, because
 * their undo has left the session as the import has made it.
 */
async function documentBefore(restoration: Restoration, events: SessionEvents): Promise<SessionDocument> {
  const { ports, context, undos } = restoration;
  const isOpen = (id: string): boolean => undos.has(id) && !events.some(isCausedBy(undos.get(id) ?? ''));
  const importId = events.map(({ metadata }) => metadata.$causationId).findLast(isOpen);
  const undoId = importId && undos.get(importId);
  // The undo of the import that has created the session is about to delete it, so nothing was before.
  if (!undoId || events.findIndex(isCausedBy(importId)) === 0) return documentOf(events);
  const { commands } = await planIn(restoration, { importId: importId as ImportId, undoId }, events);
  const decided = [];
  for (const rehearsed of rehearse(session, events, commands, context)) {
    decided.push(...rehearsed.events);
    await ports.pace(1);
  }
  return documentOf([...events, ...decided]);
}
