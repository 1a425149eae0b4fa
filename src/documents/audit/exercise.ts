import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import { type ExerciseDocument, type ExercisePresence, exerciseFold } from '../exercise.ts';
import type { Around, Audit } from './audit.ts';
import { aboutChange, aboutLapse, differencesOf, listed, type Part, quoted } from './words.ts';

/** How the history of an exercise is told. */
export const exerciseAudit: Audit<ExerciseEvent, ExerciseDocument, ExercisePresence> = {
  fold: exerciseFold,
  sentence,
  differences: (before, after) => differencesOf('Exercise', [...contentParts, archivePart], before, after),
};

/** The numbers of items of a reference list, whose names may change. */
const itemsText = (items: readonly number[]): string => listed(items.map((item) => `no. ${item}`));

const contentParts: readonly Part<ExerciseDocument>[] = [
  ['name', ({ name }) => quoted(name)],
  ['aliases', ({ aliases }) => listed(aliases.map(quoted))],
  ['instructions', ({ instructions }) => quoted(instructions)],
  ['safety', ({ safety }) => quoted(safety)],
  ['slug', ({ slug }) => slug ?? 'none'],
  ['category', ({ category }) => category],
  ['difficulty', ({ difficultyLevel }) => difficultyLevel],
  ['force', ({ force }) => force ?? 'none'],
  ['mechanic', ({ mechanic }) => mechanic ?? 'none'],
  ['primary muscles', ({ primaryMuscles }) => itemsText(primaryMuscles)],
  ['secondary muscles', ({ secondaryMuscles }) => itemsText(secondaryMuscles)],
  ['equipment', ({ equipment }) => itemsText(equipment)],
  ['tags', ({ tags }) => itemsText(tags)],
  ['metrics', ({ metrics }) => listed(metrics)],
  ['picture of the start', ({ imagePathStart }) => imagePathStart ?? 'none'],
  ['picture of the end', ({ imagePathEnd }) => imagePathEnd ?? 'none'],
];
const archivePart: Part<ExerciseDocument> = ['archived', ({ archivedAt }) => (archivedAt === undefined ? 'no' : 'yes')];

function sentence(event: StreamEvent<ExerciseEvent>, { before, after }: Around<ExerciseDocument>): string {
  switch (event.type) {
    case 'CatalogueExerciseAdded':
      return `Exercise ${quoted(event.data.name)} added to the catalogue`;
    case 'OwnExerciseAdded':
      return `Exercise ${quoted(event.data.personal.name)} added${event.data.copyOf === null ? '' : ' as a copy'}`;
    case 'CatalogueExerciseRevised':
    case 'OwnExerciseRevised':
      return aboutChange(before ? `Exercise ${quoted(before.name)}` : 'Exercise', contentParts, before, after);
    case 'ExerciseArchived':
      return 'Exercise archived';
    case 'ExerciseRestored':
      return 'Exercise taken out of the archive';
    case 'ExerciseDeleted':
      return `Exercise ${before ? `${quoted(before.name)} ` : ''}deleted`;
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}
