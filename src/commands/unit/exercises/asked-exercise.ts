import type { Alternative, UnitExerciseDocument } from '../../../documents/unit.ts';
import { invalid } from '../../../errors.ts';
import { type Muscles, noMuscles } from '../../../events/exercise.ts';
import type { ExerciseId, UnitExerciseId } from '../../../events/ids.ts';
import type { Mode } from '../../../events/values.ts';
import { checkReference, type Reference } from '../../session/rules.ts';

/** The exercise to which an exercise of a unit refers, with its muscles. */
export type ExerciseReference = (Exclude<Reference, 'deleted' | null> & Muscles) | 'deleted' | null;

/** An alternative as a command describes it. Without a name, it gets that of its exercise. */
export type AskedAlternative = Readonly<{ exerciseId: ExerciseId | null; name: string | null; reference?: Reference }>;

/**
 * An exercise of a unit as a command describes it. Without a name or mode, it gets that of its exercise. Only copies and
 * imports describe muscles.
 */
export type AskedExercise = Omit<
  UnitExerciseDocument,
  'id' | 'order' | 'name' | 'mode' | 'alternatives' | keyof Muscles
> &
  Partial<Muscles> &
  Readonly<{
    unitExerciseId: UnitExerciseId;
    name: string | null;
    mode: Mode | null;
    alternatives: readonly AskedAlternative[];
    reference?: ExerciseReference;
  }>;

/**
 * The exercise that results from its description. A kept one that still has the same exercise keeps its name, mode and
 * muscles. Refuses exercises that do not exist.
 */
export function describedExercise(
  { unitExerciseId: id, reference, ...asked }: AskedExercise,
  order: number,
  kept?: UnitExerciseDocument,
): UnitExerciseDocument {
  const isKept = kept?.exerciseId === asked.exerciseId;
  if (!isKept) checkReference(asked.exerciseId, reference);
  const from = isKept ? kept : nameOf(reference);
  const mode = asked.mode ?? (from && 'mode' in from ? from.mode : undefined);
  if (mode === undefined) throw invalid('mode', 'Required without exerciseId.');
  // Muscles belong to the link: what has only a name may get another one at any time.
  const muscles = asked.exerciseId === null ? noMuscles : musclesIn(from ?? asked);
  const alternatives = asked.alternatives.map((each) => describedAlternative(each, kept?.alternatives ?? []));
  return { ...asked, ...muscles, id, order, mode, name: asked.name ?? from?.name ?? '', alternatives };
}

const musclesIn = ({
  primaryMuscles = noMuscles.primaryMuscles,
  secondaryMuscles = noMuscles.secondaryMuscles,
}: Partial<Muscles>): Muscles => ({ primaryMuscles, secondaryMuscles });

const nameOf = <Found extends object>(reference: Found | 'deleted' | null | undefined): Found | null =>
  reference === 'deleted' ? null : (reference ?? null);

function describedAlternative(
  { exerciseId, name, reference }: AskedAlternative,
  known: readonly Alternative[],
): Alternative {
  const kept = exerciseId === null ? undefined : known.find((each) => each.exerciseId === exerciseId);
  if (!kept) checkReference(exerciseId, reference);
  return { exerciseId, name: name ?? kept?.name ?? nameOf(reference)?.name ?? '' };
}
