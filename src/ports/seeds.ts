import type { Texts, Traits } from '../events/exercise.ts';
import type { ExerciseId } from '../events/ids.ts';
import type { ReferenceListKind } from '../events/values.ts';

/** An item of a reference list. Its id never changes. */
export type SeedItem = Readonly<{ id: number; name: string; anatomicalName: string | null }>;
/** An exercise of the catalogue. Its id is derived from its key in the seed files. */
export type SeedExercise = Texts & Traits & Readonly<{ exerciseId: ExerciseId }>;

/** The seed data: the content that comes with the service. */
export type Seeds = Readonly<{
  /** Changes with every change of the content. */
  digest: string;
  referenceLists: Readonly<Record<ReferenceListKind, readonly SeedItem[]>>;
  exercises: readonly SeedExercise[];
}>;
