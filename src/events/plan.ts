import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, PlanId, PlanUnitId, UnitId } from './ids.ts';
import { type SharingEvent, sharingSchemas } from './sharing.ts';
import type { Difficulty } from './values.ts';

/**
 * What people say about a training plan. Its days are counted from 1 through `weeks`; the athlete does all of them
 * `repeats` times in a row, the first time included. If `repeats` is null, the athlete goes on until stopping.
 */
export type PlanFacts = Readonly<{
  difficulty: Difficulty;
  weeks: number;
  repeats: number | null;
  personal: Readonly<{ name: string; description: string | null }>;
}>;

/**
 * What a plan unit is: a training unit on a day. `name` is copied from the unit, so that the plan keeps it when the unit
 * is renamed or gone. `unitId` is null when there is only a name.
 */
export type PlanUnit = Readonly<{ unitId: UnitId | null; personal: Readonly<{ name: string }> }>;

type InPlan = { planUnitId: PlanUnitId };

/** Events of one training plan: which training units an athlete does on which days. */
export type PlanEvent =
  | PlanCreated
  | Event<'PlanEdited', PlanFacts>
  /** The plan unit becomes the last one of its day. */
  | Event<'PlanUnitAdded', InPlan & PlanUnit & { day: number }>
  | Event<'PlanUnitEdited', InPlan & PlanUnit>
  /** `order` is the place that it has within its new day, from 0. */
  | Event<'PlanUnitMoved', InPlan & { day: number; order: number }>
  | Event<'PlanUnitRemoved', InPlan>
  /** All plan units with their days, in the order of each day. */
  | Event<'PlanUnitsReordered', { units: readonly Readonly<InPlan & { day: number }>[] }>
  | Event<'PlanArchived', NoData>
  | Event<'PlanRestored', NoData>
  | Event<'PlanDeleted', NoData>
  | SharingEvent
  | ClaimLapsed;

export type PlanCreated = Event<
  'PlanCreated',
  {
    planId: PlanId;
    userId: AccountId;
    /** The plan that this one is a copy of. */
    copyOf: PlanId | null;
  } & PlanFacts
>;

export const planEvents = {
  name: 'training plan',
  quota: { kind: 'plans', name: 'training plans', limit: 1_000 },
  feed: { deletions: true },
  schemas: {
    PlanCreated: 1,
    PlanEdited: 1,
    PlanUnitAdded: 1,
    PlanUnitEdited: 1,
    PlanUnitMoved: 1,
    PlanUnitRemoved: 1,
    PlanUnitsReordered: 1,
    PlanArchived: 1,
    PlanRestored: 1,
    PlanDeleted: 1,
    ...sharingSchemas,
    ClaimLapsed: 1,
  },
  endings: ['PlanDeleted'],
} as const satisfies EventTypes<PlanEvent>;
