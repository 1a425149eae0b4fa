import type { Content, ExerciseDocument, ExercisePresence } from '../../documents/exercise.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Claim } from '../../ports/claims.ts';

export type Exercise = ExercisePresence;

/**
 * The claim on an exercise's name. An account has each own name only once among the exercises in use, compared letter
 * for letter. The catalogue has each slug only once, also that of an archived exercise, because a slug is an address.
 */
function nameClaims({ slug, createdBy, name, archivedAt }: ExerciseDocument): readonly Claim[] {
  if (slug !== null) return [{ scope: 'catalogue-exercise', key: slug }];
  return archivedAt === undefined ? [exerciseName(createdBy, name)] : [];
}

/** The claim on the name of an account's own exercise. */
export const exerciseName = (createdBy: AccountId | null, name: string): Claim => ({
  scope: 'exercise-name',
  key: `${createdBy} ${name}`,
});

export const claimsOf = (exercise: Exercise): readonly Claim[] =>
  exercise.kind === 'present' ? nameClaims(exercise.document) : [];

export function checkAbsent(exercise: Exercise): void {
  if (exercise.kind !== 'absent') throw new DomainError('id-taken', 'This id is already in use.');
}

/** The content of an exercise's document, without the members that the server adds, such as the id and the times. */
export const contentOf = (document: ExerciseDocument): Content => {
  const { id, isSystem, createdBy, slug, archivedAt, copyOf, revision, createdAt, updatedAt, ...content } = document;
  return content;
};
