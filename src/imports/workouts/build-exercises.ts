import type { Performance } from '../../events/performance.ts';
import type { ExercisePart } from '../formats/rows.ts';
import type { ImportedExercise } from '../imported.ts';
import { splitByMode } from './split-by-mode.ts';

/** Builds the exercises of one workout from the rows of the file, in their order. */
export type ExerciseBuilder = Readonly<{
  /** Adds the set of a row to its exercise. `set` is null for a row that only adds a note. */
  add: (exercise: ExercisePart, set: Performance | null) => void;
  /** Returns the exercises, and what was left out of them because it is too long. */
  finish: () => Readonly<{ list: readonly ImportedExercise[]; tooLong: readonly string[] }>;
}>;

/**
 * An exercise that is being built, because more rows of it may follow. `lastOrder` is the number of its last numbered
 * set.
 */
type Draft = {
  readonly name: string;
  readonly supersetGroup: number | null;
  readonly notes: string[];
  readonly sets: Performance[];
  lastOrder: number | null;
  pending: Pending;
};

/**
 * Warm-up sets and notes since the last numbered set. The number of the next set decides where they belong: to this
 * exercise or, if the numbers start again, to the same exercise done once more.
 */
type Pending = Readonly<{ sets: Performance[]; notes: string[] }>;

const nothing = (): Pending => ({ sets: [], notes: [] });

export function createExerciseBuilder(): ExerciseBuilder {
  const drafts: Draft[] = [];
  return {
    add(exercise, set) {
      const draft = draftFor(exercise, drafts);
      const { notes, order } = exercise;
      if (notes !== null) (set === null ? draft.pending.notes : draft.notes).push(notes);
      if (set === null) return;
      if (set.type === 'warm_up' && order === null) {
        draft.pending.sets.push(set);
        return;
      }
      addPending(draft);
      draft.sets.push(set);
      draft.lastOrder = order ?? draft.lastOrder;
    },
    finish() {
      const tooLong: string[] = [];
      const list = drafts.flatMap((draft) => {
        addPending(draft);
        return splitByMode(draft, (reason) => tooLong.push(reason));
      });
      return { list, tooLong };
    },
  };
}

/**
 * Returns the draft to which a row belongs: the last one, or a new one when the exercise changes or its set numbers
 * start again.
 */
function draftFor({ name, supersetGroup, order }: ExercisePart, drafts: Draft[]): Draft {
  const last = drafts.at(-1);
  const isSame = last !== undefined && last.name === name && last.supersetGroup === supersetGroup;
  const isRepeated = isSame && order !== null && last.lastOrder !== null && order <= last.lastOrder;
  if (isSame && !isRepeated) return last;
  const draft: Draft = { name, supersetGroup, notes: [], sets: [], lastOrder: null, pending: nothing() };
  if (isRepeated) {
    draft.pending = last.pending;
    last.pending = nothing();
  }
  drafts.push(draft);
  return draft;
}

function addPending(draft: Draft): void {
  draft.sets.push(...draft.pending.sets);
  draft.notes.push(...draft.pending.notes);
  draft.pending = nothing();
}
