import { type PlanPresence, planFold } from '../../../src/documents/plan.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { PlanEvent } from '../../../src/events/plan.ts';
import { parseStream } from '../../../src/events/streams.ts';

type Logged = StreamEvent & Readonly<{ stream: string }>;

/**
 * The plans that use a unit of their owner although it was deleted, after some event of the log: what must never be.
 * `log` has the events of all streams in their order.
 */
export function brokenUses(log: readonly Logged[]): readonly string[] {
  const plans = new Map<string, PlanPresence>();
  const owners = new Map<string, string>();
  const deleted = new Set<string>();
  const broken: string[] = [];
  for (const event of log) {
    const { category, id } = parseStream(event.stream);
    owners.set(id, owners.get(id) ?? event.metadata.owner);
    if (category === 'plan') {
      plans.set(id, planFold.evolve(plans.get(id) ?? planFold.initial, event as StreamEvent<PlanEvent>));
    }
    if (event.type === 'UnitDeleted') deleted.add(id);
    for (const [planId, presence] of plans) {
      const units = presence.kind === 'present' ? presence.document.units : [];
      for (const { unitId } of units) {
        if (unitId === null || !deleted.has(unitId) || owners.get(unitId) !== owners.get(planId)) continue;
        broken.push(`${planId} uses ${unitId} after ${event.type}`);
      }
    }
  }
  return broken;
}
