import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, ExerciseId } from './ids.ts';
import type { Difficulty, ExerciseCategory, Force, Mechanic, Metric } from './values.ts';

/** The properties of an exercise besides its texts. Muscles, equipment and tags are item numbers of reference lists. */
export type Traits = Readonly<{
  category: ExerciseCategory;
  difficultyLevel: Difficulty;
  force: Force | null;
  mechanic: Mechanic | null;
  primaryMuscles: readonly number[];
  secondaryMuscles: readonly number[];
  equipment: readonly number[];
  tags: readonly number[];
  metrics: readonly Metric[];
  /** Paths below the base address of the pictures, beginning with `/`. */
  imagePathStart: string | null;
  imagePathEnd: string | null;
}>;

/** `instructions` and `safety` are plain text with one step a line. `aliases` are other names that people search for. */
export type Texts = Readonly<{
  name: string;
  aliases: readonly string[];
  instructions: string | null;
  safety: string | null;
}>;

/** Members whose new seed value equals what people had set before; only on events of the seed data. */
type Adopted = { adopted?: readonly (keyof (Texts & Traits))[] };

/** Events of one exercise: of the catalogue, which `system` owns, or an athlete's own, whose texts are personal. */
export type ExerciseEvent =
  | Event<'CatalogueExerciseAdded', { exerciseId: ExerciseId; slug: string } & Texts & Traits>
  | Event<'CatalogueExerciseRevised', { slug: string } & Adopted & Texts & Traits>
  | Event<'OwnExerciseAdded', { exerciseId: ExerciseId; createdBy: AccountId; personal: Texts } & Traits>
  | Event<'OwnExerciseRevised', { personal: Texts } & Traits>
  | Event<'ExerciseDeleted', NoData>
  | ClaimLapsed;

export const exerciseEvents: EventTypes<ExerciseEvent> = {
  schemas: {
    CatalogueExerciseAdded: 1,
    CatalogueExerciseRevised: 1,
    OwnExerciseAdded: 1,
    OwnExerciseRevised: 1,
    ExerciseDeleted: 1,
    ClaimLapsed: 1,
  },
};
