import type { Performance } from '../events/session.ts';
import type { Mode } from '../events/values.ts';
import type { ExercisePart } from './formats/export-row.ts';
import type { ImportedExercise } from './imported.ts';

/** Gathers the rows of one workout into its exercises, in the order of the file. */
export function exerciseGatherer() {
  const drafts: Draft[] = [];
  return {
    add({ name, supersetGroup, notes, order }: ExercisePart, set: Performance | null): void {
      const open = drafts.at(-1);
      const same = open !== undefined && open.name === name && open.supersetGroup === supersetGroup;
      const restarts = same && order !== null && open.last !== null && order <= open.last;
      const draft = same && !restarts ? open : begin(name, supersetGroup, restarts ? open.tail : newTail());
      if (draft !== open) {
        // What came before the restart without a number of its own, a warm-up say, was for the exercise that begins.
        if (restarts) open.tail = newTail();
        drafts.push(draft);
      }
      if (notes !== null) (set === null ? draft.tail.notes : draft.notes).push(notes);
      if (set === null) return;
      if (set.type === 'warm_up' && order === null) {
        draft.tail.sets.push(set);
        return;
      }
      settle(draft);
      draft.sets.push(set);
      draft.last = order ?? draft.last;
    },
    finish: (): ImportedExercise[] => drafts.flatMap((draft) => exercisesOf(settle(draft))),
  };
}

/** Warm-ups and notes since the last numbered set: of this exercise, or already of the same exercise done once more. */
type Tail = { sets: Performance[]; notes: string[] };
type Draft = {
  name: string;
  supersetGroup: number | null;
  notes: string[];
  sets: Performance[];
  tail: Tail;
  last: number | null;
};

const newTail = (): Tail => ({ sets: [], notes: [] });
const begin = (name: string, supersetGroup: number | null, tail: Tail): Draft => ({
  name,
  supersetGroup,
  notes: [],
  sets: [],
  tail,
  last: null,
});

function settle(draft: Draft): Draft {
  if (draft.tail.sets.length === 0 && draft.tail.notes.length === 0) return draft;
  draft.sets.push(...draft.tail.sets);
  draft.notes.push(...draft.tail.notes);
  draft.tail = newTail();
  return draft;
}

/** Sets that fit no common mode make exercises of their own, one after the other, so that nothing is lost. */
function exercisesOf({ name, supersetGroup, notes, sets }: Draft): ImportedExercise[] {
  const runs = runsOf(withoutEmptyCounts(sets));
  return runs.map((run, index) => ({
    name,
    mode: modeOf(run),
    supersetGroup,
    notes: index === 0 ? joined(notes) : null,
    sets: run,
  }));
}

/** Hevy repeats the note of an exercise on each of its rows. */
const joined = (notes: readonly string[]): string | null =>
  notes.length === 0 ? null : [...new Set(notes)].join('\n');

/** In an exercise that is timed or measured throughout, a 0 of reps says that the set was left empty. */
function withoutEmptyCounts(sets: readonly Performance[]): readonly Performance[] {
  const counts = sets.some(({ reps }) => reps !== null && reps > 0);
  if (counts || !sets.some(isMeasured)) return sets;
  return sets.map((set) => (set.reps === null ? set : { ...set, reps: null }));
}

const isMeasured = ({ seconds, distance }: Performance): boolean => seconds !== null || distance !== null;

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
