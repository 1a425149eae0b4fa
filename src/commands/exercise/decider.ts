import {
  type Content,
  type ExerciseDocument,
  type ExercisePresence,
  exerciseFold,
  slugOf,
} from '../../documents/exercise.ts';
import { present } from '../../documents/presence.ts';
import { differing, mergeSeed } from '../../documents/seeded.ts';
import { assertNever, DomainError, invalid, notFound } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { Claim } from '../../ports/claims.ts';
import type { Decider } from '../decider.ts';
import { mustExist, type ReferenceLists } from './references.ts';

/** Members that are absent stay as they are. */
type Part = Partial<Content>;

/** What people write; `directories` are those at the time, whose items it has to name. */
type Written<Type extends string, Data> = Readonly<{ type: Type; data: Data; directories: ReferenceLists }>;

export type ExerciseCommand =
  | Written<'AddOwnExercise', Content & { exerciseId: ExerciseId; createdBy: AccountId }>
  | Written<'ReviseOwnExercise', Part>
  | Written<'AddCatalogueExercise', Content & { exerciseId: ExerciseId }>
  | Written<'ReviseCatalogueExercise', Part>
  /** Of whichever kind; `isSuperuser`: whether whoever asks may delete those of the catalogue. */
  | Readonly<{ type: 'DeleteExercise'; data: { isSuperuser: boolean } }>
  /** Brings an exercise to what the seeds say, unless it was deleted; what others have changed since stays where the seeds did not. */
  | Readonly<{ type: 'SeedExercise'; data: Content & { exerciseId: ExerciseId } }>;

/** An exercise of the catalogue, which superusers and the seeds write, or somebody's own. */
export const exercise: Decider<ExercisePresence, ExerciseCommand, ExerciseEvent, ExercisePresence> = {
  category: 'exercise',
  ...exerciseFold,
  admit(command, fold, { by }) {
    if (command.type === 'ReviseOwnExercise') mustBe(present(fold, 'exercise').document.createdBy === by);
    if (command.type === 'ReviseCatalogueExercise') mustBe(present(fold, 'exercise').document.isSystem);
    if (command.type === 'DeleteExercise') mayDelete(present(fold, 'exercise').document, by, command.data.isSuperuser);
    if ('directories' in command) mustExist(command.directories, command.data);
  },
  decide(command, fold): readonly ExerciseEvent[] {
    switch (command.type) {
      case 'AddOwnExercise':
        return addOwn(fold, command.data);
      case 'ReviseOwnExercise':
        return revise(present(fold, 'exercise').document, command.data);
      case 'AddCatalogueExercise':
        return addToCatalogue(fold, command.data);
      case 'ReviseCatalogueExercise':
        return revise(present(fold, 'exercise').document, command.data);
      case 'DeleteExercise':
        return [{ type: 'ExerciseDeleted', data: {} }];
      case 'SeedExercise':
        return seed(fold, command.data);
      default:
        return assertNever(command);
    }
  },
  presence: (fold) => fold,
  occurredAt: () => null,
  claims: (fold) => (fold.kind === 'present' ? [nameClaim(fold.document)] : []),
};

/** An own name is one exercise per account, to the letter; one of the catalogue is one by its slug. */
const nameClaim = ({ slug, createdBy, name }: ExerciseDocument): Claim =>
  slug === null ? { scope: 'exercise-name', key: `${createdBy} ${name}` } : { scope: 'catalogue-exercise', key: slug };

function addOwn(
  fold: ExercisePresence,
  { exerciseId, createdBy, ...content }: Content & { exerciseId: ExerciseId; createdBy: AccountId },
): ExerciseEvent[] {
  if (fold.kind !== 'absent') throw new DomainError('id-taken', 'This id is in use already.');
  const { texts, traits } = partsOf(content);
  return [{ type: 'OwnExerciseAdded', data: { exerciseId, createdBy, ...traits, personal: texts } }];
}

function addToCatalogue(
  fold: ExercisePresence,
  { exerciseId, ...content }: Content & { exerciseId: ExerciseId },
): ExerciseEvent[] {
  if (fold.kind !== 'absent') throw new DomainError('id-taken', 'This id is in use already.');
  return [{ type: 'CatalogueExerciseAdded', data: { exerciseId, slug: slugFor(content.name), ...content } }];
}

function revise(document: ExerciseDocument, part: Part): ExerciseEvent[] {
  const before = contentOf(document);
  const content = { ...before, ...part };
  if (differing(before, content).length === 0) return [];
  if (document.slug === null) {
    const { texts, traits } = partsOf(content);
    return [{ type: 'OwnExerciseRevised', data: { ...traits, personal: texts } }];
  }
  return [{ type: 'CatalogueExerciseRevised', data: { slug: nextSlug(document, content), ...content } }];
}

function seed(
  fold: ExercisePresence,
  { exerciseId, ...content }: Content & { exerciseId: ExerciseId },
): ExerciseEvent[] {
  if (fold.kind === 'absent') return addToCatalogue(fold, { exerciseId, ...content });
  if (fold.kind === 'gone') return [];
  const merged = mergeSeed<Content>(fold.seeded, contentOf(fold.document), content);
  if (!merged) return [];
  const { adopted } = merged;
  const data = { slug: nextSlug(fold.document, merged.content), ...merged.content };
  return [{ type: 'CatalogueExerciseRevised', data: adopted.length > 0 ? { ...data, adopted } : data }];
}

/** Made anew whenever the name changes, otherwise kept. */
const nextSlug = (document: ExerciseDocument, { name }: Content): string =>
  name === document.name && document.slug !== null ? document.slug : slugFor(name);

function slugFor(name: string): string {
  const slug = slugOf(name);
  if (slug === '') throw invalid('name', 'A name needs a letter or digit.');
  return slug;
}

function mustBe(isOne: boolean): void {
  if (!isOne) throw notFound('exercise');
}

function mayDelete({ isSystem, createdBy }: ExerciseDocument, by: AccountId, isSuperuser: boolean): void {
  if (isSystem ? isSuperuser : createdBy === by) return;
  throw new DomainError('exercise-not-yours', 'This exercise is not yours to delete.');
}

const contentOf = (document: ExerciseDocument): Content => {
  const {
    id: _,
    isSystem: _s,
    createdBy: _b,
    slug: _g,
    revision: _r,
    createdAt: _c,
    updatedAt: _u,
    ...content
  } = document;
  return content;
};

function partsOf({ name, aliases, instructions, safety, ...traits }: Content) {
  return { texts: { name, aliases, instructions, safety }, traits };
}
