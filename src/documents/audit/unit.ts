import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { type UnitDocument, type UnitExerciseDocument, unitFold } from '../unit.ts';
import type { Around, Audit } from './audit.ts';
import { itemDifferences } from './items.ts';
import { aboutSharing, sharingDifferences } from './sharing.ts';
import { progressionText, targetText } from './target.ts';
import {
  aboutChange,
  aboutLapse,
  aboutParts,
  changedParts,
  differencesOf,
  durationText,
  listed,
  type Part,
  quoted,
} from './words.ts';

/** How the history of a training unit is told. */
export const unitAudit: Audit<UnitEvent, UnitDocument> = { fold: unitFold, sentence, differences };

const textParts: readonly Part<UnitDocument>[] = [
  ['name', ({ name }) => quoted(name)],
  ['description', ({ description }) => quoted(description)],
];
const archiveParts: readonly Part<UnitDocument>[] = [
  ['archived', ({ archivedAt }) => (archivedAt === null ? 'no' : 'yes')],
];
const exerciseParts: readonly Part<UnitExerciseDocument>[] = [
  ['', planText],
  ['exercise in the catalogue', ({ exerciseId }) => exerciseId ?? 'none'],
  ['mode', ({ mode }) => mode.replaceAll('_', ' ')],
  ['superset', ({ supersetGroup }) => String(supersetGroup ?? 'none')],
  ['rest', ({ restSeconds }) => durationText(restSeconds)],
  ['loading', ({ loading }) => loading],
  ['progression', ({ progression }) => progressionText(progression)],
  ['alternatives', ({ alternatives }) => listed(alternatives.map(({ name }) => name))],
  ['notes', ({ notes }) => quoted(notes)],
];

/** What is planned, such as `3 × 8–12 reps, 60 kg`. */
function planText({ sets, target }: Pick<UnitExerciseDocument, 'sets' | 'target'>): string {
  return `${sets} × ${targetText(target)}`;
}

function sentence(event: StreamEvent<UnitEvent>, { before, after }: Around<UnitDocument>): string {
  switch (event.type) {
    case 'UnitCreated':
      return `Unit ${quoted(event.data.personal.name)} created${event.data.copyOf === null ? '' : ' as a copy'}`;
    case 'UnitEdited':
      return aboutChange('Unit', textParts, before, after);
    case 'UnitExerciseAdded': {
      const { personal, ...data } = event.data;
      return `${personal.name} added as exercise ${after?.exercises.length ?? 1}: ${planText(data)}`;
    }
    case 'UnitExerciseEdited': {
      const [old, current] = [exerciseIn(before, event.data), exerciseIn(after, event.data)];
      return old && current ? exerciseChange(old, current) : aboutParts(event.data.personal.name, []);
    }
    case 'UnitExerciseRemoved':
      return `${exerciseIn(before, event.data)?.name ?? 'An exercise'} removed`;
    case 'UnitExercisesReordered':
      return `Exercises reordered: ${namesIn(before)} → ${namesIn(after)}`;
    case 'UnitArchived':
      return 'Unit archived';
    case 'UnitRestored':
      return 'Unit taken out of the archive';
    case 'UnitDeleted':
      return `Unit ${before ? `${quoted(before.name)} ` : ''}deleted`;
    case 'SharingChanged':
    case 'AccessGranted':
    case 'AccessEnded':
      return aboutSharing('Unit', event, { before, after });
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}

const exerciseIn = (unit: UnitDocument | null, { unitExerciseId }: Readonly<{ unitExerciseId: string }>) =>
  unit?.exercises.find(({ id }) => id === unitExerciseId);

const namesIn = (unit: UnitDocument | null): string => listed((unit?.exercises ?? []).map(({ name }) => name));

function exerciseChange(before: UnitExerciseDocument, after: UnitExerciseDocument): string {
  const parts = changedParts(exerciseParts, before, after);
  if (before.name === after.name) return aboutParts(before.name, parts);
  return [`Exercise ${before.order + 1}: ${before.name} → ${after.name}`, ...parts].join('; ');
}

function differences(before: UnitDocument, after: UnitDocument): readonly string[] {
  return [
    ...differencesOf('Unit', [...textParts, ...archiveParts], before, after),
    ...sharingDifferences('Unit', before, after),
    ...itemDifferences(before.exercises, after.exercises, {
      added: (exercise) => `${exercise.name} added: ${planText(exercise)}`,
      removed: (exercise) => `${exercise.name} removed`,
      changed: (old, current) =>
        old.name === current.name && changedParts(exerciseParts, old, current).length === 0
          ? []
          : [exerciseChange(old, current)],
      reordered: (old, current) =>
        `Exercises reordered: ${listed(old.map(({ name }) => name))} → ${listed(current.map(({ name }) => name))}`,
    }),
  ];
}
