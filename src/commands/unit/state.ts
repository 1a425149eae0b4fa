import { type UnitDocument, type UnitPresence, unitFold } from '../../documents/unit.ts';
import { DomainError } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId, UnitId } from '../../events/ids.ts';
import type { UnitEvent } from '../../events/unit.ts';
import type { Claim } from '../../ports/claims.ts';
import { type Creation, creationAfter } from '../creation.ts';
import { emptyGrowingMap, type GrowingMap } from '../growing-map.ts';
import { endClaim } from './use-claims.ts';

/** The state of a training unit: its document, and what remains known after its deletion. */
export type Unit = Readonly<{
  presence: UnitPresence;
  /** The account whose training unit it is or was; null before its creation. */
  owner: AccountId | null;
  /** The id of the unit; null before its creation. */
  id: UnitId | null;
  /** For the id of the unit and of each exercise, also of removed ones: the data of the event that created it. */
  created: GrowingMap<object>;
  /** The command that created the unit, and how many events it resulted in; null before that. */
  creation: Creation | null;
}>;

export const initial: Unit = {
  presence: unitFold.initial,
  owner: null,
  id: null,
  created: emptyGrowingMap(),
  creation: null,
};

export function evolve({ presence, owner, id, created, creation }: Unit, event: StreamEvent<UnitEvent>): Unit {
  const createdPart = createdId(event);
  return {
    presence: unitFold.evolve(presence, event),
    owner: event.type === 'UnitCreated' ? event.data.userId : owner,
    id: event.type === 'UnitCreated' ? event.data.unitId : id,
    created: createdPart ? created.with(createdPart, event.data) : created,
    creation: creationAfter(creation, event, event.type === 'UnitCreated'),
  };
}

function createdId({ type, data }: UnitEvent): string | null {
  if (type === 'UnitCreated') return data.unitId;
  return type === 'UnitExerciseAdded' ? data.unitExerciseId : null;
}

/**
 * No two training units of an account have the same name. Upper and lower case differ. An archived unit keeps its
 * name. A deleted unit has the claim `unit-end`. A unit that a plan of its owner uses cannot get this claim, so it
 * cannot be deleted.
 */
export function claimsOf({ presence, owner, id }: Unit): readonly Claim[] {
  if (presence.kind === 'present') return [nameClaim(presence.document)];
  return presence.kind === 'gone' && owner !== null && id !== null ? [endClaim(owner, id)] : [];
}

export const nameClaim = ({ userId, name }: Pick<UnitDocument, 'userId' | 'name'>): Claim => ({
  scope: 'unit-name',
  key: `${userId} ${name}`,
});

export function admitCreation({ owner }: Unit, by: AccountId): void {
  if (owner !== null && owner !== by) throw new DomainError('id-taken', 'This id is already in use.');
}
