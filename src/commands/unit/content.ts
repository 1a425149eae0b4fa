import type { UnitDocument, UnitExerciseDocument } from '../../documents/unit.ts';
import { invalid } from '../../errors.ts';
import { maxUnitExercises } from '../../events/training-values.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { maxCharacters } from '../../events/values.ts';
import { appendBytesOf, maxAppendBytes } from '../append-size.ts';
import { checkName, checkNotes } from '../checks.ts';

/** What people may change of a training unit. */
export type Content = Pick<UnitDocument, 'name' | 'description' | 'exercises'>;

export const noContent: Content = { name: '', description: null, exercises: [] };

/** Refuses a name or a description that breaks a rule of events/values.ts. */
export function checkUnitTexts({ name, description }: Pick<Content, 'name' | 'description'>): void {
  checkName('name', name);
  checkNotes('description', description);
}

/** Refuses content that is too large, unless it makes a unit smaller that is too large already. */
export function checkRoom(after: Content, before: Content = noContent): void {
  if (after.exercises.length > Math.max(maxUnitExercises, before.exercises.length)) {
    throw invalid('exercises', `A training unit has at most ${maxUnitExercises} exercises.`);
  }
  if (lengthOf(after) <= Math.max(maxCharacters, lengthOf(before))) return;
  throw invalid('exercises', `All names and notes of a training unit have at most ${maxCharacters} characters.`);
}

const lengthOf = ({ name, description, exercises }: Content): number =>
  exercises.reduce((sum, each) => sum + lengthOfExercise(each), name.length + (description?.length ?? 0));

const lengthOfExercise = ({ name, notes, alternatives }: UnitExerciseDocument): number =>
  alternatives.reduce((sum, alternative) => sum + alternative.name.length, name.length + (notes?.length ?? 0));

/** Refuses a change that is too large for one append. */
export function checkAppendSize(events: readonly UnitEvent[]): void {
  if (appendBytesOf(events) <= maxAppendBytes) return;
  throw invalid('exercises', 'This is too much for one request. Send the exercises in several requests.');
}
