import type { Content, ExerciseDocument, ExercisePresence } from '../../documents/exercise.ts';
import { DomainError } from '../../errors.ts';
import type { Claim } from '../../ports/claims.ts';

export type Exercise = ExercisePresence;

/**
 * The claim on an exercise's name. An account has each own name only once, compared letter for letter; the catalogue
 * has each slug only once.
 */
const nameClaim = ({ slug, createdBy, name }: ExerciseDocument): Claim =>
  slug === null ? { scope: 'exercise-name', key: `${createdBy} ${name}` } : { scope: 'catalogue-exercise', key: slug };

export const claimsOf = (exercise: Exercise): readonly Claim[] =>
  exercise.kind === 'present' ? [nameClaim(exercise.document)] : [];

export function checkAbsent(exercise: Exercise): void {
  if (exercise.kind !== 'absent') throw new DomainError('id-taken', 'This id is already in use.');
}

/** The content of an exercise's document, without the members that the server adds, such as the id and the times. */
export const contentOf = (document: ExerciseDocument): Content => {
  const { id, isSystem, createdBy, slug, revision, createdAt, updatedAt, ...content } = document;
  return content;
};
