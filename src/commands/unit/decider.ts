import { present } from '../../documents/presence.ts';
import type { UnitPresence } from '../../documents/unit.ts';
import { assertNever } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { UnitEvent } from '../../events/unit.ts';
import type { Access } from '../../events/values.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { admitToShared, decideSharing, neededToShare, type SharingCommand } from '../sharing/sharing.ts';
import { type ArchiveUnit, archiveUnit } from './archive-unit.ts';
import { type CreateUnit, createUnit } from './create-unit.ts';
import { type DeleteUnit, deleteUnit } from './delete-unit.ts';
import { type EditUnit, editUnit } from './edit-unit.ts';
import { type AddUnitExercise, addUnitExercise } from './exercises/add-unit-exercise.ts';
import { type EditUnitExercise, editUnitExercise } from './exercises/edit-unit-exercise.ts';
import { type RemoveUnitExercise, removeUnitExercise } from './exercises/remove-unit-exercise.ts';
import { type ReorderUnitExercises, reorderUnitExercises } from './exercises/reorder-unit-exercises.ts';
import { type ReplaceUnit, replaceUnit } from './replace-unit.ts';
import { type RestoreUnit, restoreUnit } from './restore-unit.ts';
import { type RevertUnit, revertUnit } from './revert-unit.ts';
import { admitCreation, claimsOf, evolve, initial, type Unit } from './state.ts';

export type UnitCommand =
  | CreateUnit
  | ReplaceUnit
  | RevertUnit
  | EditUnit
  | ArchiveUnit
  | RestoreUnit
  | DeleteUnit
  | AddUnitExercise
  | EditUnitExercise
  | RemoveUnitExercise
  | ReorderUnitExercises
  | SharingCommand;

/** The decider of a training unit: what an athlete plans to do on one day. */
export const unit: Decider<Unit, UnitCommand, UnitEvent, UnitPresence> = {
  category: 'unit',
  initial,
  evolve,
  admit,
  decide,
  admitReader: (state, by) => admitToShared(state, by, 'read', 'unit'),
  presence: ({ presence }) => presence,
  occurredAt: () => null,
  claims: claimsOf,
  quota: { kind: 'units', counts: ({ presence }) => presence.kind === 'present' },
};

function admit(command: UnitCommand, state: Unit, { by }: DecisionContext): void {
  if (command.type === 'CreateUnit' || command.type === 'RevertUnit') admitCreation(state, by);
  else admitToShared(state, by, neededFor(command, by), 'unit');
}

/** What a command needs: accounts with the right to write may edit, all else is for the owner. */
function neededFor(command: UnitCommand, by: AccountId): Access {
  switch (command.type) {
    case 'CreateUnit':
    case 'RevertUnit':
    case 'ArchiveUnit':
    case 'RestoreUnit':
    case 'DeleteUnit':
      return 'owner';
    case 'ChangeSharing':
    case 'GrantAccess':
    case 'EndAccess':
      return neededToShare(command, by);
    case 'ReplaceUnit':
    case 'EditUnit':
    case 'AddUnitExercise':
    case 'EditUnitExercise':
    case 'RemoveUnitExercise':
    case 'ReorderUnitExercises':
      return 'write';
    default:
      return assertNever(command);
  }
}

function decide(command: UnitCommand, state: Unit, context: DecisionContext): readonly UnitEvent[] {
  switch (command.type) {
    case 'CreateUnit':
      return createUnit(command, state, context);
    case 'ReplaceUnit':
      return replaceUnit(command, state);
    case 'RevertUnit':
      return revertUnit(command, state);
    case 'EditUnit':
      return editUnit(command, state);
    case 'ArchiveUnit':
      return archiveUnit(state);
    case 'RestoreUnit':
      return restoreUnit(state);
    case 'DeleteUnit':
      return deleteUnit();
    case 'AddUnitExercise':
      return addUnitExercise(command, state);
    case 'EditUnitExercise':
      return editUnitExercise(command, state);
    case 'RemoveUnitExercise':
      return removeUnitExercise(command, state);
    case 'ReorderUnitExercises':
      return reorderUnitExercises(command, state);
    case 'ChangeSharing':
    case 'GrantAccess':
    case 'EndAccess':
      return decideSharing(command, present(state.presence, 'unit').document);
    default:
      return assertNever(command);
  }
}
