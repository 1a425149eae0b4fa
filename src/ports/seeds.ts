import type { Texts, Traits } from '../events/exercise.ts';
import type { ExerciseId } from '../events/ids.ts';
import type { ReferenceListKind } from '../events/values.ts';

/** An item of a directory, under a number that is its own for good. */
export type SeedItem = Readonly<{ id: number; name: string; anatomicalName: string | null }>;
/** An exercise of the catalogue, under an id that is made of its key. */
export type SeedExercise = Texts & Traits & Readonly<{ exerciseId: ExerciseId }>;

/** The content that the service comes with. */
export type Seeds = Readonly<{
  /** Another one for other content. */
  digest: string;
  referenceLists: Readonly<Record<ReferenceListKind, readonly SeedItem[]>>;
  exercises: readonly SeedExercise[];
}>;
