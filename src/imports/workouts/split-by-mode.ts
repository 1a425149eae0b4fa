import type { Performance } from '../../events/performance.ts';
import { hasLength, type Mode, notesLength } from '../../events/values.ts';
import { quoted, written } from '../formats/cells.ts';
import type { ImportedExercise } from '../imported.ts';

/** An exercise as the rows of a file describe it. Its sets may be of several modes. */
export type MixedExercise = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: readonly string[];
  sets: readonly Performance[];
}>;

/**
 * Splits an exercise whose sets are of several modes into consecutive exercises of one mode each, so that no set is
 * lost.
 */
export function splitByMode(
  { name, supersetGroup, notes, sets }: MixedExercise,
  onTooLong: (reason: string) => void,
): ImportedExercise[] {
  const joined = joinNotes(notes);
  if (joined.isTooLong) {
    onTooLong(
      `The notes on ${quoted(name)} are longer than ${written(notesLength.max)} characters. Some are left out.`,
    );
  }
  return runsOf(withoutZeroReps(sets)).map((run, index) => ({
    name,
    mode: modeOf(run),
    supersetGroup,
    notes: index === 0 ? joined.text : null,
    sets: run,
  }));
}

/**
 * Joins the notes of an exercise without the same note twice, because Hevy writes the same note on each row of the
 * exercise. Notes that would make the text longer than a note may be are left out.
 */
function joinNotes(notes: readonly string[]): Readonly<{ text: string | null; isTooLong: boolean }> {
  const [first = null, ...others] = new Set(notes);
  let text = first;
  let isTooLong = false;
  for (const note of others) {
    const longer = `${text}\n${note}`;
    if (hasLength(longer, notesLength)) text = longer;
    else isTooLong = true;
  }
  return { text, isTooLong };
}

/**
 * Turns 0 reps into null in an exercise with times or distances but no positive reps, where 0 means that nothing was
 * entered.
 */
function withoutZeroReps(sets: readonly Performance[]): readonly Performance[] {
  const hasReps = sets.some(({ reps }) => (reps ?? 0) > 0);
  if (hasReps || !sets.some(isMeasured)) return sets;
  return sets.map((set) => ({ ...set, reps: null }));
}

const isMeasured = ({ seconds, distance }: Performance): boolean => seconds !== null || distance !== null;

/**
 * Splits the sets into runs of counted sets (reps) and measured sets (time or distance). A set that is neither stays
 * with the sets before it.
 */
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
