import type { ExerciseReference } from '../../commands/unit/exercises/asked-exercise.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { type Mode, modeOf } from '../../events/values.ts';
import type { Seeds } from '../../ports/seeds.ts';

/** An exercise of the catalogue, as units and sessions refer to it. */
export type CatalogueExercise = Readonly<{
  id: ExerciseId;
  mode: Mode;
  reference: Exclude<ExerciseReference, 'deleted' | null>;
}>;

/** Returns the exercise of the seed data with a name. */
export type FindExercise = (name: string) => CatalogueExercise;

export function createFindExercise({ exercises }: Pick<Seeds, 'exercises'>): FindExercise {
  const byName = new Map(exercises.map((exercise) => [exercise.name, exercise]));
  return (name) => {
    const found = byName.get(name);
    if (!found) throw new Error(`The seed data have no exercise ${name}`);
    const { exerciseId: id, metrics, primaryMuscles, secondaryMuscles } = found;
    const mode = modeOf(metrics);
    return { id, mode, reference: { name, mode, primaryMuscles, secondaryMuscles } };
  };
}
