import type { Performance } from '../events/performance.ts';
import type { Mode } from '../events/values.ts';
import type { ImportedExercise } from './imported.ts';

/** An exercise as the rows of a file describe it; its sets may mix modes. */
export type MixedExercise = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: readonly string[];
  sets: readonly Performance[];
}>;

/** Splits an exercise whose sets mix modes into consecutive exercises of one mode each, so that no set is lost. */
export function splitByMode({ name, supersetGroup, notes, sets }: MixedExercise): ImportedExercise[] {
  return runsOf(withoutZeroReps(sets)).map((run, index) => ({
    name,
    mode: modeOf(run),
    supersetGroup,
    notes: index === 0 ? joinNotes(notes) : null,
    sets: run,
  }));
}

/** Joins different notes. Hevy repeats the note of an exercise on each of its rows. */
const joinNotes = (notes: readonly string[]): string | null =>
  notes.length === 0 ? null : [...new Set(notes)].join('\n');

/** In an exercise with times or distances and no positive reps, 0 reps mean that a set was left empty. */
function withoutZeroReps(sets: readonly Performance[]): readonly Performance[] {
  const hasReps = sets.some(({ reps }) => (reps ?? 0) > 0);
  if (hasReps || !sets.some(isMeasured)) return sets;
  return sets.map((set) => ({ ...set, reps: null }));
}

const isMeasured = ({ seconds, distance }: Performance): boolean => seconds !== null || distance !== null;

/** Splits sets where counted and measured sets meet. A set with neither stays with the sets before it. */
function runsOf(sets: readonly Performance[]): Performance[][] {
  const runs: Performance[][] = [[]];
  let kind: 'counted' | 'measured' | null = null;
  for (const set of sets) {
    const own = set.reps !== null ? 'counted' : isMeasured(set) ? 'measured' : null;
    if (own !== null && kind !== null && own !== kind) runs.push([]);
    runs.at(-1)?.push(set);
    kind = own ?? kind;
  }
  return runs;
}

function modeOf(sets: readonly Performance[]): Mode {
  if (sets.some(({ reps }) => reps !== null)) return 'reps';
  if (sets.some(({ distance }) => distance !== null)) return 'distance';
  return sets.some(({ seconds }) => seconds !== null) ? 'time' : 'sets_only';
}
