import type { EntryDocument } from '../../../documents/entries.ts';
import { invalid } from '../../../errors.ts';
import type { SessionEvent } from '../../../events/session.ts';
import { maxCharacters, maxExercises, maxSets, maxSetsPerExercise } from '../../../events/values.ts';
import { appendBytesOf, maxAppendBytes } from '../../append-size.ts';
import { lengthOfAll } from '../room.ts';

/** The texts and entries of a training session. */
export type Content = Readonly<{ name: string | null; notes: string | null; exercises: readonly EntryDocument[] }>;

const noContent: Content = { name: null, notes: null, exercises: [] };

/** Refuses content that is too large, unless it makes a session smaller that is too large already. */
export function checkRoomForContent(after: Content, before: Content = noContent): void {
  const sets = new Map(before.exercises.map((entry) => [entry.id, entry.sets.length]));
  for (const [place, { id, sets: own }] of after.exercises.entries()) {
    if (own.length <= Math.max(maxSetsPerExercise, sets.get(id) ?? 0)) continue;
    throw invalid(`exercises.${place}.sets`, `An exercise has at most ${maxSetsPerExercise} sets.`);
  }
  const check = (what: string, max: number, measure: (content: Content) => number) => {
    if (measure(after) <= Math.max(max, measure(before))) return;
    throw invalid('exercises', `${what} at most ${max}.`);
  };
  check('The number of exercises is', maxExercises, ({ exercises }) => exercises.length);
  check('The number of sets is', maxSets, ({ exercises }) =>
    exercises.reduce((sum, each) => sum + each.sets.length, 0),
  );
  check('The number of planned sets is', maxSets, ({ exercises }) =>
    exercises.reduce((sum, { planned }) => sum + (planned?.sets.length ?? 0), 0),
  );
  check('The length of all names and notes is', maxCharacters, lengthOfAll);
}

/** Refuses a change that is too large for one append. A session may be larger, but is then written in several parts. */
export function checkAppendSize(events: readonly SessionEvent[]): void {
  if (appendBytesOf(events) <= maxAppendBytes) return;
  throw invalid('exercises', 'This is too much for one request. Send the exercises in several requests.');
}
