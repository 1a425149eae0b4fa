import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { ExerciseEvent, Texts, Traits } from '../events/exercise.ts';
import type { AccountId, ExerciseId, Instant } from '../events/ids.ts';
import { absent, type Fold, gone, type Presence, type Present } from './presence.ts';
import { isBySeed, seededContentAfter } from './seeded.ts';

/**
 * An exercise with the item numbers of its muscles, equipment and tags. Queries and HTTP add the names of these items.
 */
export type ExerciseDocument = Texts &
  Traits &
  Readonly<{
    id: ExerciseId;
    isSystem: boolean;
    /** The account that added an own exercise; null for an exercise of the catalogue. */
    createdBy: AccountId | null;
    /** The name of a catalogue exercise in web addresses; null for an own exercise. */
    slug: string | null;
    /** Absent while the exercise is in use, so that the stored documents of earlier builds stay valid. */
    archivedAt?: Instant;
    /** The exercise of another account that this one is a copy of. Absent unless it is a copy, for the same reason. */
    copyOf?: ExerciseId;
    revision: number;
    createdAt: Instant;
    updatedAt: Instant;
  }>;

/** The members of an exercise that people and the seed data may change. */
export type Content = Texts & Traits;

/** The content that the seed data last set, member by member; null for an exercise that is not from the seed data. */
type Seeded = Readonly<{ seeded: Content | null }>;

export type ExercisePresence = Presence<ExerciseDocument, Seeded>;
type PresentExercise = Present<ExerciseDocument, Seeded>;

export const exerciseFold: Fold<ExercisePresence, ExerciseEvent> = { initial: absent, evolve: foldExercise };

function foldExercise(exercise: ExercisePresence, event: StreamEvent<ExerciseEvent>): ExercisePresence {
  switch (event.type) {
    case 'CatalogueExerciseAdded':
      return addedToCatalogue(event);
    case 'OwnExerciseAdded':
      return addedAsOwn(event);
    // A uniqueness claim may lapse before the exercise is added or after it is deleted.
    case 'ClaimLapsed':
      return exercise.kind === 'present' ? changed(exercise, { revision: event.revision }) : exercise;
    default:
  }
  if (exercise.kind !== 'present') throw new Error(`${event.type} of an exercise that is ${exercise.kind}`);
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  switch (event.type) {
    case 'CatalogueExerciseRevised': {
      const { slug, adopted, ...content } = event.data;
      const revised = changed(exercise, { ...content, slug, ...stamp });
      if (!isBySeed(event)) return revised;
      return { ...revised, seeded: seededContentAfter<Content>(exercise.seeded, exercise.document, content, adopted) };
    }
    case 'OwnExerciseRevised': {
      const { personal, ...traits } = event.data;
      return changed(exercise, { ...personal, ...traits, ...stamp });
    }
    case 'ExerciseArchived':
      return changed(exercise, { archivedAt: event.metadata.receivedAt, ...stamp });
    case 'ExerciseRestored':
      return changed({ ...exercise, document: inUse(exercise.document) }, stamp);
    case 'ExerciseDeleted':
      return gone;
    default:
      return assertNever(event);
  }
}

type Added<Type extends ExerciseEvent['type']> = StreamEvent<Extract<ExerciseEvent, { type: Type }>>;

function addedToCatalogue(event: Added<'CatalogueExerciseAdded'>): PresentExercise {
  const { exerciseId: id, slug, ...content } = event.data;
  const document = { ...content, id, slug, isSystem: true, createdBy: null, ...firstStamp(event) };
  return { kind: 'present', document, seeded: isBySeed(event) ? content : null };
}

function addedAsOwn(event: Added<'OwnExerciseAdded'>): PresentExercise {
  const { exerciseId: id, createdBy, copyOf, personal, ...traits } = event.data;
  const own = { id, slug: null, isSystem: false, createdBy, ...(copyOf && { copyOf }), ...firstStamp(event) };
  return { kind: 'present', document: { ...personal, ...traits, ...own }, seeded: null };
}

const firstStamp = ({ revision, metadata: { receivedAt } }: StreamEvent) => ({
  revision,
  createdAt: receivedAt,
  updatedAt: receivedAt,
});

const changed = (exercise: PresentExercise, part: Partial<ExerciseDocument>): PresentExercise => ({
  ...exercise,
  document: { ...exercise.document, ...part },
});

const inUse = ({ archivedAt: _, ...document }: ExerciseDocument): ExerciseDocument => document;

/**
 * Turns a name into a slug for web addresses: lower case, one dash for each run of characters other than a–z and 0–9,
 * and no dash at the ends.
 */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
