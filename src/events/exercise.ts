import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, ExerciseId } from './ids.ts';
import type { Difficulty, ExerciseCategory, Force, Mechanic, Metric } from './values.ts';

/** The muscles that an exercise trains, as item numbers of the reference list of muscle groups. */
export type Muscles = Readonly<{ primaryMuscles: readonly number[]; secondaryMuscles: readonly number[] }>;

/** The muscles of an exercise of which no muscles are known. */
export const noMuscles: Muscles = { primaryMuscles: [], secondaryMuscles: [] };

/** The properties of an exercise besides its texts. Muscles, equipment and tags are item numbers of reference lists. */
export type Traits = Muscles &
  Readonly<{
    category: ExerciseCategory;
    difficultyLevel: Difficulty;
    force: Force | null;
    mechanic: Mechanic | null;
    equipment: readonly number[];
    tags: readonly number[];
    metrics: readonly Metric[];
    /** The path of a picture below the base address of all pictures, beginning with `/`. */
    imagePathStart: string | null;
    imagePathEnd: string | null;
  }>;

/**
 * The texts of an exercise. `instructions` and `safety` are plain text with one step on each line; `aliases` are other
 * names that people search for.
 */
export type Texts = Readonly<{
  name: string;
  aliases: readonly string[];
  instructions: string | null;
  safety: string | null;
}>;

/** The members whose new seed value equals the value that people had set; only in events that the seed data causes. */
type Adopted = { adopted?: readonly (keyof (Texts & Traits))[] };

/**
 * Events of one exercise: a catalogue exercise, whose owner is `system`, or an athlete's own exercise, whose texts are
 * personal data.
 */
export type ExerciseEvent =
  | Event<'CatalogueExerciseAdded', { exerciseId: ExerciseId; slug: string } & Texts & Traits>
  | Event<'CatalogueExerciseRevised', { slug: string } & Adopted & Texts & Traits>
  | OwnExerciseAdded
  | Event<'OwnExerciseRevised', { personal: Texts } & Traits>
  /** Taken out of lists and searches; what refers to it stays as it is. */
  | Event<'ExerciseArchived', NoData>
  | Event<'ExerciseRestored', NoData>
  | Event<'ExerciseDeleted', NoData>
  | ClaimLapsed;

type OwnExerciseAdded = Event<
  'OwnExerciseAdded',
  {
    exerciseId: ExerciseId;
    createdBy: AccountId;
    /** The exercise of another account that this one is a copy of. */
    copyOf: ExerciseId | null;
    personal: Texts;
  } & Traits
>;

export const exerciseEvents = {
  name: 'exercise',
  quota: { kind: 'exercises', name: 'own exercises', limit: 1_000 },
  feed: { deletions: true },
  schemas: {
    CatalogueExerciseAdded: 1,
    CatalogueExerciseRevised: 1,
    OwnExerciseAdded: 2,
    OwnExerciseRevised: 1,
    ExerciseArchived: 1,
    ExerciseRestored: 1,
    ExerciseDeleted: 1,
    ClaimLapsed: 1,
  },
  endings: ['ExerciseDeleted'],
  // Exercises of schema 1 are no copies.
  upcasters: { OwnExerciseAdded: { 1: (data) => ({ ...data, copyOf: null }) } },
} as const satisfies EventTypes<ExerciseEvent>;
