import { type PlanDocument, type PlanPresence, planFold } from '../../documents/plan.ts';
import { DomainError } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { PlanEvent } from '../../events/plan.ts';
import type { Claim } from '../../ports/claims.ts';
import { type Creation, creationAfter } from '../creation.ts';
import { emptyGrowingMap, type GrowingMap } from '../growing-map.ts';
import { useClaim } from '../unit/use-claims.ts';

/** The state of a training plan: its document, and what remains known after its deletion. */
export type Plan = Readonly<{
  presence: PlanPresence;
  /** The account whose training plan it is or was; null before its creation. */
  owner: AccountId | null;
  /** For the id of the plan and of each plan unit, also of removed ones: the data of the event that created it. */
  created: GrowingMap<object>;
  /** The command that created the plan; null before that. */
  creation: Creation | null;
}>;

export const initial: Plan = {
  presence: planFold.initial,
  owner: null,
  created: emptyGrowingMap(),
  creation: null,
};

export function evolve({ presence, owner, created, creation }: Plan, event: StreamEvent<PlanEvent>): Plan {
  const id = createdId(event);
  return {
    presence: planFold.evolve(presence, event),
    owner: event.type === 'PlanCreated' ? event.data.userId : owner,
    created: id ? created.with(id, event.data) : created,
    creation: creationAfter(creation, event, event.type === 'PlanCreated'),
  };
}

function createdId({ type, data }: PlanEvent): string | null {
  if (type === 'PlanCreated') return data.planId;
  return type === 'PlanUnitAdded' ? data.planUnitId : null;
}

/**
 * No two training plans of an account have the same name. Upper and lower case differ. An archived plan keeps its
 * name. A plan also has one claim for each training unit that it uses, so that the unit cannot be deleted.
 */
export function claimsOf({ presence }: Plan): readonly Claim[] {
  if (presence.kind !== 'present') return [];
  const { id, userId, units } = presence.document;
  const unitIds = new Set(units.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])));
  return [nameClaim(presence.document), ...[...unitIds].map((unitId) => useClaim(userId, id, unitId))];
}

export const nameClaim = ({ userId, name }: Pick<PlanDocument, 'userId' | 'name'>): Claim => ({
  scope: 'plan-name',
  key: `${userId} ${name}`,
});

export function admitCreation({ owner }: Plan, by: AccountId): void {
  if (owner !== null && owner !== by) throw new DomainError('id-taken', 'This id is already in use.');
}
