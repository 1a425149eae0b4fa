import type { Texts, Traits } from '../events/exercise.ts';
import type { ExerciseId } from '../events/ids.ts';
import type { ReferenceListKind } from '../events/values.ts';

/** A reference-list item of the seed data. Its id never changes. */
export type SeedItem = Readonly<{ id: number; name: string; anatomicalName: string | null }>;
/** A catalogue exercise of the seed data. Its id is derived from its key in the seed files. */
export type SeedExercise = Texts & Traits & Readonly<{ exerciseId: ExerciseId }>;

/** The seed data: the content that comes with the service. */
export type Seeds = Readonly<{
  /** A digest of all seed data; it changes whenever any of the data changes. */
  digest: string;
  referenceLists: Readonly<Record<ReferenceListKind, readonly SeedItem[]>>;
  exercises: readonly SeedExercise[];
}>;
