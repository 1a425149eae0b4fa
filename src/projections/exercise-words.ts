import type { ExerciseDocument } from '../documents/exercise.ts';
import { sortable } from './fold-rows.ts';

/** What people write for words of exercises' names. */
const shorts: Readonly<Record<string, string>> = {
  dumbbell: 'db',
  barbell: 'bb',
  kettlebell: 'kb',
  bodyweight: 'bw',
  overhead: 'oh',
  alternating: 'alt',
  romanian: 'rdl',
  extension: 'ext',
};

/** All that somebody may search an exercise by: names and short words for them, without case and accents. */
export function searchTextOf({ name, aliases }: Pick<ExerciseDocument, 'name' | 'aliases'>): string {
  const names = [name, ...aliases].map((each) => sortable(each));
  const words = new Set(names.flatMap((each) => each.match(/[\p{L}\p{N}]+/gu) ?? []));
  const short = [...words].flatMap((word) => (Object.hasOwn(shorts, word) ? [shorts[word]] : []));
  return [...names, ...(short.length > 0 ? [short.join(' ')] : [])].join('\n');
}
