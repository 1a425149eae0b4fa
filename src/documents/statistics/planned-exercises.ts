import type { Day, ExerciseId } from '../../events/ids.ts';
import { type Compliance, complianceBetween, type PlannedSums } from './compliance.ts';

/** A planned entry of an ended session: what was planned, how many working sets were done, and whether of another exercise. */
export type PlannedEntry = Readonly<{
  day: Day;
  exerciseId: ExerciseId | null;
  /** The name of the planned exercise in that session. */
  name: string;
  plannedSets: number;
  workingSets: number;
  isExchanged: boolean;
}>;

/** What was planned of an exercise, and how much of it was done. An exercise without a link is known by its name. */
export type PlannedExercise = Pick<PlannedEntry, 'exerciseId' | 'name'> & Compliance & Readonly<{ exchanged: number }>;

/**
 * The compliance of each planned exercise from the first to the last day, by name. Entries are in the order of the sessions,
 * and an exercise has its last name. Sets of another exercise count for the planned one, as they do for the compliance of all.
 */
export function plannedExercisesOf(entries: readonly PlannedEntry[], from: Day, to: Day): readonly PlannedExercise[] {
  const within = entries.filter(({ day }) => day >= from && day <= to);
  const groups = Map.groupBy(within, ({ exerciseId, name }) => exerciseId ?? `name ${name}`);
  const exercises = [...groups.values()].flatMap((own) => {
    const last = own.at(-1);
    if (!last) return [];
    const { exerciseId, name } = last;
    const exchanged = own.filter(({ isExchanged, workingSets }) => isExchanged && workingSets > 0).length;
    return [{ exerciseId, name, ...complianceBetween(own.map(sumsOf), from, to), exchanged }];
  });
  return exercises.toSorted((one, other) => compareTexts(one.name, other.name));
}

/** The sums of one entry. */
const sumsOf = ({ day, plannedSets, workingSets }: PlannedEntry): PlannedSums => ({
  ...{ day, entries: 1, fulfilled: Number(workingSets >= plannedSets), skipped: Number(workingSets === 0) },
  ...{ plannedSets, doneSets: Math.min(workingSets, plannedSets) },
});

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
