import type { Content, ExerciseDocument, ExercisePresence } from '../../documents/exercise.ts';
import { DomainError } from '../../errors.ts';
import type { Claim } from '../../ports/claims.ts';

export type Exercise = ExercisePresence;

/** An own exercise has its name once per account, letter for letter. A catalogue exercise has its slug once. */
const nameClaim = ({ slug, createdBy, name }: ExerciseDocument): Claim =>
  slug === null ? { scope: 'exercise-name', key: `${createdBy} ${name}` } : { scope: 'catalogue-exercise', key: slug };

export const claimsOf = (exercise: Exercise): readonly Claim[] =>
  exercise.kind === 'present' ? [nameClaim(exercise.document)] : [];

export function checkAbsent(exercise: Exercise): void {
  if (exercise.kind !== 'absent') throw new DomainError('id-taken', 'This id is already in use.');
}

/** The document without what the server adds to the content. */
export const contentOf = (document: ExerciseDocument): Content => {
  const { id, isSystem, createdBy, slug, revision, createdAt, updatedAt, ...content } = document;
  return content;
};
