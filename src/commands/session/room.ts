import type { EntryDocument } from '../../documents/entries.ts';
import type { SessionDocument } from '../../documents/session.ts';
import { invalid } from '../../errors.ts';
import { maxCharacters, maxExercises, maxSets, maxSetsPerExercise } from '../../events/values.ts';

/** Refuses a new entry if the training session already has the largest number of entries. */
export function checkRoomForEntry({ exercises }: SessionDocument): void {
  if (exercises.length < maxExercises) return;
  throw invalid('id', `A training session has at most ${maxExercises} exercises.`);
}

/** Refuses a new set if its entry or the training session already has the largest number of sets. */
export function checkRoomForSet({ exercises }: SessionDocument, { sets }: Readonly<{ sets: readonly object[] }>): void {
  if (sets.length >= maxSetsPerExercise) throw tooManySetsOfExercise();
  let count = 0;
  for (const entry of exercises) count += entry.sets.length;
  if (count >= maxSets) throw tooManySets();
}

/** Refuses content that no training session has room for, before work is spent on it. */
export function checkSize(exercises: readonly Readonly<{ sets: readonly object[] }>[]): void {
  let count = 0;
  for (const { sets } of exercises) {
    count += sets.length;
    if (sets.length > maxSetsPerExercise) throw tooManySetsOfExercise();
    if (count > maxSets) throw tooManySets();
  }
}

const tooManySetsOfExercise = () => invalid('id', `An exercise has at most ${maxSetsPerExercise} sets.`);
const tooManySets = () => invalid('id', `A training session has at most ${maxSets} sets.`);

/** The name and notes of a session or an entry, or the notes of a set. */
type Texts = Readonly<{ name?: string | null; notes: string | null }>;
const noTexts: Texts = { notes: null };

const lengthOf = ({ name, notes }: Texts): number => (name?.length ?? 0) + (notes?.length ?? 0);

/** The length of the texts of each entry. Entries never change, so it is counted once for each. */
const lengths = new WeakMap<EntryDocument, number>();

function lengthOfEntry(entry: EntryDocument): number {
  let length = lengths.get(entry);
  if (length === undefined) {
    length = lengthOf(entry);
    for (const set of entry.sets) length += set.notes?.length ?? 0;
    lengths.set(entry, length);
  }
  return length;
}

/** The length of all texts of a session. It adds up in a loop, because every command of a large import checks it. */
export function lengthOfAll(session: Pick<SessionDocument, 'name' | 'notes' | 'exercises'>): number {
  let length = lengthOf(session);
  for (const entry of session.exercises) length += lengthOfEntry(entry);
  return length;
}

/**
 * Refuses a change of texts that makes all texts of the session too long; the refusal names the field that grows. A
 * change that does not lengthen them is never refused.
 */
export function checkRoomForTexts(session: SessionDocument, after: Texts, before: Texts = noTexts): void {
  const growth = lengthOf(after) - lengthOf(before);
  if (growth <= 0 || growth + lengthOfAll(session) <= maxCharacters) return;
  const field = (after.notes?.length ?? 0) > (before.notes?.length ?? 0) ? 'notes' : 'name';
  throw invalid(field, `All names and notes of a training session have at most ${maxCharacters} characters.`);
}
