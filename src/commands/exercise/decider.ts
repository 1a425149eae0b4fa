import { exerciseFold } from '../../documents/exercise.ts';
import { assertNever } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Decider } from '../decider.ts';
import { type AddCatalogueExercise, addCatalogueExercise } from './add-catalogue-exercise.ts';
import { type AddOwnExercise, addOwnExercise } from './add-own-exercise.ts';
import { type ArchiveExercise, admitArchiving, archiveExercise } from './archive-exercise.ts';
import { admitDeletion, type DeleteExercise, deleteExercise } from './delete-exercise.ts';
import { checkReferences } from './references.ts';
import { type RestoreExercise, restoreExercise } from './restore-exercise.ts';
import { admitReversal, type RevertOwnExercise, revertOwnExercise } from './revert-own-exercise.ts';
import {
  admitRevisionOfCatalogue,
  type ReviseCatalogueExercise,
  reviseCatalogueExercise,
} from './revise-catalogue-exercise.ts';
import { admitRevisionOfOwn, type ReviseOwnExercise, reviseOwnExercise } from './revise-own-exercise.ts';
import { type SeedExercise, seedExercise } from './seed-exercise.ts';
import { claimsOf, type Exercise } from './state.ts';

export type ExerciseCommand =
  | AddOwnExercise
  | ReviseOwnExercise
  | AddCatalogueExercise
  | ReviseCatalogueExercise
  | ArchiveExercise
  | RestoreExercise
  | DeleteExercise
  | RevertOwnExercise
  | SeedExercise;

/**
 * The decider of an exercise: one of the catalogue or an athlete's own. It does not check who adds or revises an
 * exercise of the catalogue. The guards of these routes admit only superusers.
 */
export const exercise: Decider<Exercise, ExerciseCommand, ExerciseEvent, Exercise> = {
  ...exerciseFold,
  category: 'exercise',
  admit(command, state, { by }) {
    admit(command, state, by);
    if ('referenceLists' in command) checkReferences(command.referenceLists, command.data);
  },
  decide,
  presence: (state) => state,
  occurredAt: () => null,
  claims: claimsOf,
  quota: { kind: 'exercises', counts: (state) => state.kind === 'present' && !state.document.isSystem },
};

function admit(command: ExerciseCommand, state: Exercise, by: AccountId): void {
  if (command.type === 'ReviseOwnExercise') admitRevisionOfOwn(state, by);
  if (command.type === 'ReviseCatalogueExercise') admitRevisionOfCatalogue(state);
  if (command.type === 'ArchiveExercise' || command.type === 'RestoreExercise') admitArchiving(command, state, by);
  if (command.type === 'RevertOwnExercise') admitReversal(command, state, by);
  if (command.type === 'DeleteExercise') admitDeletion(command, state, by);
}

function decide(command: ExerciseCommand, state: Exercise): readonly ExerciseEvent[] {
  switch (command.type) {
    case 'AddOwnExercise':
      return addOwnExercise(command, state);
    case 'ReviseOwnExercise':
      return reviseOwnExercise(command, state);
    case 'AddCatalogueExercise':
      return addCatalogueExercise(command, state);
    case 'ReviseCatalogueExercise':
      return reviseCatalogueExercise(command, state);
    case 'ArchiveExercise':
      return archiveExercise(state);
    case 'RestoreExercise':
      return restoreExercise(state);
    case 'DeleteExercise':
      return deleteExercise();
    case 'RevertOwnExercise':
      return revertOwnExercise(command, state);
    case 'SeedExercise':
      return seedExercise(command, state);
    default:
      return assertNever(command);
  }
}
