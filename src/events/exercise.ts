import type { ClaimLapsed } from './account.ts';
import type { Event } from './event.ts';
import type { AccountId, ExerciseId } from './ids.ts';
import type { Difficulty, ExerciseCategory, Force, Mechanic, Metric } from './values.ts';

/** What describes an exercise besides its texts; muscles, equipment and tags are numbers of the directories. */
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
  /** Below the address of the pictures, beginning with `/`. */
  imagePathStart: string | null;
  imagePathEnd: string | null;
}>;

/** `instructions` and `safety` are plain text, a step a line; `aliases` are further names that people search for. */
export type Texts = Readonly<{
  name: string;
  aliases: readonly string[];
  instructions: string | null;
  safety: string | null;
}>;

/** Of an event by the seeds: members in which they say now what people had made of them before. */
type Adopted = { adopted?: readonly (keyof (Texts & Traits))[] };

/** Facts of one exercise: of the catalogue, which belongs to nobody, or somebody's own, whose texts are personal. */
export type ExerciseEvent =
  | Event<'CatalogueExerciseAdded', { exerciseId: ExerciseId; slug: string } & Texts & Traits>
  | Event<'CatalogueExerciseRevised', { slug: string } & Adopted & Texts & Traits>
  | Event<'OwnExerciseAdded', { exerciseId: ExerciseId; createdBy: AccountId; personal: Texts } & Traits>
  | Event<'OwnExerciseRevised', { personal: Texts } & Traits>
  | Event<'ExerciseDeleted', Record<never, never>>
  | ClaimLapsed;
