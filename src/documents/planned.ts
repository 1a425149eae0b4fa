import type { ExerciseId } from '../events/ids.ts';
import type { Planned } from '../events/planned.ts';
import type { Entry } from '../events/session.ts';
import type { PlannedStatus, SetType } from '../events/values.ts';
import { explanationOf } from './explanation.ts';

/** The targets of an entry as clients see them, and what became of them. */
export type PlannedDocument = Readonly<{ exerciseId: ExerciseId | null; name: string }> &
  Planned &
  Readonly<{
    /** The suggestion as sentences in English. */
    explanation: string | null;
    status: PlannedStatus;
    /** Whether the entry holds another exercise than the planned one. */
    isExchanged: boolean;
  }>;

type Done = Readonly<{ sets: readonly Readonly<{ type: SetType }>[]; hasEnded: boolean }>;

/** Makes the document of the targets of an entry; null without targets. JSON answers list its members in this order. */
export function plannedOf(entry: Entry, done: Done): PlannedDocument | null {
  const { planned, personal } = entry;
  if (planned === null) return null;
  return {
    unitExerciseId: planned.unitExerciseId,
    exerciseId: planned.exerciseId,
    name: personal.planned ?? '',
    mode: planned.mode,
    order: planned.order,
    sets: planned.sets,
    restSeconds: planned.restSeconds,
    suggestion: planned.suggestion,
    explanation: planned.suggestion && explanationOf(planned.suggestion),
    status: statusOf(planned, done),
    isExchanged: isExchanged(entry, planned),
  };
}

/** The targets with the status that the sets of the entry give them. */
export const plannedAfter = (planned: PlannedDocument | null, done: Done): PlannedDocument | null =>
  planned && { ...planned, status: statusOf(planned, done) };

/** The event data of the targets. */
export const plannedDataOf = (document: PlannedDocument): Planned => ({
  unitExerciseId: document.unitExerciseId,
  exerciseId: document.exerciseId,
  mode: document.mode,
  order: document.order,
  sets: document.sets,
  restSeconds: document.restSeconds,
  suggestion: document.suggestion,
});

/** What became of planned sets. Warm-ups do not count, because a unit plans none. */
function statusOf({ sets: planned }: Pick<Planned, 'sets'>, { sets, hasEnded }: Done): PlannedStatus {
  let count = 0;
  for (const { type } of sets) if (type !== 'warm_up') count += 1;
  if (count >= planned.length) return 'done';
  if (count > 0) return 'partly';
  return hasEnded ? 'skipped' : 'open';
}

/** Without two links to compare, the names tell whether the exercises are the same. */
const isExchanged = ({ exerciseId, personal }: Entry, planned: Planned): boolean =>
  exerciseId !== null && planned.exerciseId !== null
    ? exerciseId !== planned.exerciseId
    : personal.name !== personal.planned;
