import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Instant, PlanId, PlanUnitId, UnitId } from '../events/ids.ts';
import type { PlanCreated, PlanEvent, PlanFacts, PlanUnit } from '../events/plan.ts';
import type { Difficulty } from '../events/values.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';
import { notShared, type Sharing, sharingChanges } from './sharing.ts';

/** A training unit of a plan as clients see it: on a day from 1, where `order` counts from 0 within the day. */
export type PlanUnitDocument = Readonly<{
  id: PlanUnitId;
  unitId: UnitId | null;
  name: string;
  day: number;
  order: number;
}>;

/** A training plan as clients see it, its units in the order of days. `archivedAt` is null while the plan is in use. */
export type PlanDocument = Sharing &
  Readonly<{
    id: PlanId;
    userId: AccountId;
    name: string;
    description: string | null;
    difficulty: Difficulty;
    weeks: number;
    repeats: number | null;
    archivedAt: Instant | null;
    copyOf: PlanId | null;
    units: readonly PlanUnitDocument[];
    revision: number;
    createdAt: Instant;
    updatedAt: Instant;
  }>;

export type PlanPresence = Presence<PlanDocument>;

export const planFold: Fold<PlanPresence, PlanEvent> = { initial: absent, evolve: foldPlan };

function foldPlan(plan: PlanPresence, event: StreamEvent<PlanEvent>): PlanPresence {
  if (event.type === 'PlanCreated') return { kind: 'present', document: created(event) };
  // A uniqueness claim may lapse before the plan is created or after it is deleted.
  if (event.type === 'ClaimLapsed' && plan.kind !== 'present') return plan;
  if (plan.kind !== 'present') throw new Error(`${event.type} of a training plan that is ${plan.kind}`);
  if (event.type === 'PlanDeleted') return gone;
  const { document } = plan;
  if (event.type === 'ClaimLapsed') return { kind: 'present', document: { ...document, revision: event.revision } };
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

const factsOf = ({ personal, difficulty, weeks, repeats }: PlanFacts) => ({
  ...{ name: personal.name, description: personal.description },
  ...{ difficulty, weeks, repeats },
});

const created = ({ data, revision, metadata }: StreamEvent<PlanCreated>): PlanDocument => ({
  id: data.planId,
  userId: data.userId,
  ...factsOf(data),
  archivedAt: null,
  copyOf: data.copyOf,
  ...notShared,
  units: [],
  revision,
  createdAt: metadata.receivedAt,
  updatedAt: metadata.receivedAt,
});

type Change = StreamEvent<Exclude<PlanEvent, { type: 'PlanCreated' | 'PlanDeleted' | 'ClaimLapsed' }>>;

function changes(document: PlanDocument, event: Change): Partial<PlanDocument> {
  const { units } = document;
  switch (event.type) {
    case 'PlanEdited':
      return factsOf(event.data);
    case 'PlanUnitAdded': {
      const { planUnitId, day } = event.data;
      return { units: inOrderOfDays([...units, planUnitOf(planUnitId, event.data, { day, order: 0 })]) };
    }
    case 'PlanUnitEdited': {
      const { planUnitId: id } = event.data;
      return { units: units.map((each) => (each.id === id ? planUnitOf(id, event.data, each) : each)) };
    }
    case 'PlanUnitMoved':
      return { units: withMoved(units, event.data.planUnitId, event.data) };
    case 'PlanUnitRemoved':
      return { units: inOrderOfDays(units.filter(({ id }) => id !== event.data.planUnitId)) };
    case 'PlanUnitsReordered': {
      const known = new Map(units.map((each) => [each.id, each]));
      return {
        units: inOrderOfDays(
          event.data.units.flatMap(({ planUnitId, day }) => {
            const unit = known.get(planUnitId);
            return unit ? [{ ...unit, day }] : [];
          }),
        ),
      };
    }
    case 'PlanArchived':
      return { archivedAt: event.metadata.receivedAt };
    case 'PlanRestored':
      return { archivedAt: null };
    case 'SharingChanged':
    case 'AccessGranted':
    case 'AccessEnded':
      return sharingChanges(document, event);
    default:
      return assertNever(event);
  }
}

/** Makes the document of a plan unit. JSON answers list its members in this order. */
export const planUnitOf = (
  id: PlanUnitId,
  { unitId, personal }: PlanUnit,
  { day, order }: Pick<PlanUnitDocument, 'day' | 'order'>,
): PlanUnitDocument => ({ id, unitId, name: personal.name, day, order });

/** The event data that would make this plan unit what it is. */
export const planUnitDataOf = ({ unitId, name }: Pick<PlanUnitDocument, 'unitId' | 'name'>): PlanUnit => ({
  unitId,
  personal: { name },
});

/** Sorts plan units by their days and numbers those of each day anew. Units of the same day keep their order. */
export function inOrderOfDays(units: readonly PlanUnitDocument[]): readonly PlanUnitDocument[] {
  const counts = new Map<number, number>();
  return units
    .toSorted((a, b) => a.day - b.day)
    .map((unit) => {
      const order = counts.get(unit.day) ?? 0;
      counts.set(unit.day, order + 1);
      return unit.order === order ? unit : { ...unit, order };
    });
}

/** The plan units after one of them was moved to a day, where it has the place `order`. */
export function withMoved(
  units: readonly PlanUnitDocument[],
  id: PlanUnitId,
  { day, order }: Pick<PlanUnitDocument, 'day' | 'order'>,
): readonly PlanUnitDocument[] {
  const moved = units.find((each) => each.id === id);
  if (!moved) return units;
  const others = inOrderOfDays(units.filter((each) => each !== moved));
  const isBefore = (each: PlanUnitDocument) => each.day < day || (each.day === day && each.order < order);
  const place = others.findIndex((each) => !isBefore(each));
  return inOrderOfDays(others.toSpliced(place === -1 ? others.length : place, 0, { ...moved, day }));
}
