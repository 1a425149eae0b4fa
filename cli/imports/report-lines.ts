import type { ImportCounts } from '../../src/events/import.ts';
import type { UnlinkedExercise } from '../../src/use-cases/import/unlinked.ts';
import type { WorkoutReport } from '../../src/use-cases/import/workout-report.ts';
import { columnsOf, escapeControls } from '../host/text.ts';

export function workoutLine({ start, name, outcome, sets, reason }: WorkoutReport): string {
  const { added, updated, unchanged, removed } = sets;
  const details = reason ?? `sets: ${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
  return columnsOf([outcome.padEnd(7), start, escapeControls(name ?? ''), escapeControls(details)]);
}

export function unlinkedLine({ name, sets, guesses }: UnlinkedExercise): string {
  const means =
    guesses.length === 0 ? 'no exercise is similar' : `perhaps ${guesses.map((each) => each.name).join(', ')}`;
  return `not linked: ${escapeControls(name)}, ${sets} sets; ${means}`;
}

export function summaryOf(counts: ImportCounts, seconds: number): string[] {
  const { sessions, sessionsAdded, sessionsUpdated, sets, added, updated, unchanged, removed, rejected } = counts;
  const { measurements = 0, measurementsAdded = 0, measurementsUpdated = 0 } = counts;
  const measured = `${measurements} body measurements (${measurementsAdded} new, ${measurementsUpdated} changed)`;
  return [
    `${sessions} sessions (${sessionsAdded} new, ${sessionsUpdated} changed)`,
    `${sets} sets (${added} added, ${updated} updated, ${unchanged} unchanged), ${removed} removed`,
    ...(measurements > 0 ? [measured] : []),
    `${rejected} rows rejected`,
    `${seconds.toFixed(1)} s, ${Math.round(sets / seconds)} sets/s`,
  ];
}
