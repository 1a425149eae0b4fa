import type { SessionDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import { maxCharacters, maxExercises, maxSets, maxSetsPerExercise } from '../../events/values.ts';

/** Refuses an entry for which the session has no room. */
export function checkRoomForEntry({ exercises }: SessionDocument): void {
  if (exercises.length < maxExercises) return;
  throw invalid('id', `A training session has at most ${maxExercises} exercises.`);
}

/** Refuses a set for which its entry or the session has no room. */
export function checkRoomForSet({ exercises }: SessionDocument, { sets }: Readonly<{ sets: readonly object[] }>): void {
  if (sets.length >= maxSetsPerExercise) {
    throw invalid('id', `An exercise has at most ${maxSetsPerExercise} sets.`);
  }
  if (exercises.reduce((sum, entry) => sum + entry.sets.length, 0) >= maxSets) {
    throw invalid('id', `A training session has at most ${maxSets} sets.`);
  }
}

/** The texts of a session, an entry or a set. */
type Texts = Readonly<{ name?: string | null; notes: string | null }>;
const noTexts: Texts = { notes: null };

const lengthOf = ({ name, notes }: Texts): number => (name?.length ?? 0) + (notes?.length ?? 0);

/** Adds up in loops: every command of a large import checks all texts of its session. */
function lengthOfAll(session: SessionDocument): number {
  let length = lengthOf(session);
  for (const entry of session.exercises) {
    length += lengthOf(entry);
    for (const set of entry.sets) length += set.notes?.length ?? 0;
  }
  return length;
}

/** Refuses texts for which the session has no room, and names the one that grows. Shorter texts are never refused. */
export function checkRoomForTexts(session: SessionDocument, after: Texts, before: Texts = noTexts): void {
  const growth = lengthOf(after) - lengthOf(before);
  if (growth <= 0 || growth + lengthOfAll(session) <= maxCharacters) return;
  const field = (after.notes?.length ?? 0) > (before.notes?.length ?? 0) ? 'notes' : 'name';
  throw invalid(field, `All names and notes of a training session have at most ${maxCharacters} characters.`);
}
