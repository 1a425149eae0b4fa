import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { ExerciseEvent, Texts, Traits } from '../events/exercise.ts';
import type { AccountId, ExerciseId, Instant } from '../events/ids.ts';
import { givenBySeeds } from './seeded.ts';

/** An exercise with the numbers of what describes it; whoever shows it puts names to them. */
export type ExerciseDocument = Texts &
  Traits &
  Readonly<{
    id: ExerciseId;
    isSystem: boolean;
    /** Null for those of the catalogue. */
    createdBy: AccountId | null;
    /** Of those of the catalogue. */
    slug: string | null;
    revision: number;
    createdAt: Instant;
    updatedAt: Instant;
  }>;

/** What an exercise is made of. */
export type Content = Texts & Traits;

export type ExerciseFold =
  | Readonly<{ kind: 'absent' }>
  | Readonly<{
      kind: 'present';
      document: ExerciseDocument;
      /** What the seeds gave last, member by member; null where they never did. */
      seeded: Content | null;
    }>
  | Readonly<{ kind: 'deleted'; document: ExerciseDocument }>;

export const absentExercise: ExerciseFold = { kind: 'absent' };

/** Folds one fact into the exercise. */
export function foldExercise(
  fold: ExerciseFold,
  { type, data, metadata, revision }: StreamEvent<ExerciseEvent>,
): ExerciseFold {
  const at = metadata.receivedAt;
  const bySeed = metadata.actor.via === 'seed';
  switch (type) {
    case 'CatalogueExerciseAdded': {
      const { exerciseId: id, slug, ...content } = data;
      const document = {
        ...content,
        id,
        slug,
        isSystem: true,
        createdBy: null,
        revision,
        createdAt: at,
        updatedAt: at,
      };
      return { kind: 'present', document, seeded: bySeed ? content : null };
    }
    case 'OwnExerciseAdded': {
      const { exerciseId: id, createdBy, personal, ...traits } = data;
      const own = { id, slug: null, isSystem: false, createdBy, revision, createdAt: at, updatedAt: at };
      return { kind: 'present', document: { ...personal, ...traits, ...own }, seeded: null };
    }
    // A claim may lapse before the exercise is there, and after it is gone.
    case 'ClaimLapsed':
      return fold.kind === 'present' ? { ...fold, document: { ...fold.document, revision } } : fold;
    default:
  }
  if (fold.kind !== 'present') throw new Error(`${type} of an exercise that is ${fold.kind}`);
  const { document } = fold;
  switch (type) {
    case 'CatalogueExerciseRevised': {
      const { slug, adopted = [], ...content } = data;
      const revised = { ...document, ...content, slug, revision, updatedAt: at };
      const seeded = bySeed ? givenBySeeds<Content>(fold.seeded, document, content, adopted) : fold.seeded;
      return { kind: 'present', document: revised, seeded };
    }
    case 'OwnExerciseRevised': {
      const { personal, ...traits } = data;
      return { ...fold, document: { ...document, ...personal, ...traits, revision, updatedAt: at } };
    }
    case 'ExerciseDeleted':
      return { kind: 'deleted', document: { ...document, revision, updatedAt: at } };
    default:
      return assertNever(type);
  }
}

/** What an address shows of a name: lower case, runs of anything but letters and digits as one dash, none at the ends. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
