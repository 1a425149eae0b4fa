import type { PlanDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import { notShared } from '../../documents/sharing.ts';
import type { PlanEvent } from '../../events/plan.ts';
import { revertSharing } from '../sharing/revert-sharing.ts';
import { checkAppendSize, editsOf, factsDataOf } from './content.ts';
import { deletePlan } from './delete-plan.ts';
import type { Plan } from './state.ts';
import { differenceOf } from './units/difference.ts';

/**
 * Gives a training plan the content of an earlier document of it, with the same ids, and shares it as then. `before` is
 * null if the plan did not exist then.
 */
export type RevertPlan = Readonly<{ type: 'RevertPlan'; data: Readonly<{ before: PlanDocument | null }> }>;

export function revertPlan({ data: { before } }: RevertPlan, { presence }: Plan): PlanEvent[] {
  const document = documentOf(presence);
  if (before === null) return document ? deletePlan() : [];
  const now = document ?? { ...before, ...notShared, archivedAt: null, units: [] };
  const events: PlanEvent[] = [
    ...(document ? [] : [createdOf(before)]),
    ...editsOf(now, before),
    ...differenceOf(now.units, before.units),
    ...archivingOf(now, before),
    ...revertSharing(now, before),
  ];
  checkAppendSize(events);
  return events;
}

const createdOf = (before: PlanDocument): PlanEvent => {
  const { id: planId, userId, copyOf } = before;
  return { type: 'PlanCreated', data: { planId, userId, copyOf, ...factsDataOf(before) } };
};

function archivingOf(now: PlanDocument, before: PlanDocument): PlanEvent[] {
  if ((now.archivedAt === null) === (before.archivedAt === null)) return [];
  return [{ type: before.archivedAt === null ? 'PlanRestored' : 'PlanArchived', data: {} }];
}
