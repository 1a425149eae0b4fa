import { unit as decider } from '../../commands/unit/decider.ts';
import type { AskedAlternative, AskedExercise } from '../../commands/unit/exercises/asked-exercise.ts';
import { documentOf } from '../../documents/presence.ts';
import type { ExerciseId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { referencesOf } from '../training-sessions/references.ts';
import type { NewExercise } from './exercise-requests.ts';

type Alternatives = NewExercise['alternatives'];
type Links = Readonly<{
  exerciseId?: ExerciseId | null;
  alternatives?: readonly Readonly<{ exerciseId: ExerciseId | null }>[];
}>;
type References = Awaited<ReturnType<typeof referencesOf>>;

/** The exercises that the exercises of a request to a unit are linked to. `unit` is null for a new one. */
export const readReferences = (
  deps: Dependencies,
  caller: Caller,
  exercises: readonly Links[],
  unit: UnitId | null = null,
): Promise<References> => readLinked(deps, caller, exercises.flatMap(linkedIn), unit);

const linkedIn = ({ exerciseId = null, alternatives = [] }: Links): readonly ExerciseId[] =>
  [exerciseId, ...alternatives.map((each) => each.exerciseId)].filter((id) => id !== null);

/**
 * The exercises with these ids that the caller may link in a unit. In the unit of another account these are the
 * exercises of the catalogue and those that the unit has links to: its owner cannot read own ones of the caller.
 */
export async function readLinked(
  deps: Dependencies,
  caller: Caller,
  ids: readonly ExerciseId[],
  unit: UnitId | null,
): Promise<References> {
  const owner = unit !== null && ids.length > 0 ? await deps.readOwner(decider, unit) : null;
  if (unit === null || owner === null || owner === 'system' || owner === caller.account.id) {
    return referencesOf(deps, caller, ids);
  }
  const present = new Set(documentOf(await deps.readAggregate(decider, unit))?.exercises.flatMap(linkedIn));
  const ofOwner = await referencesOf(
    deps,
    { account: { id: owner } },
    ids.filter((id) => present.has(id)),
  );
  const ofCatalogue = await referencesOf(
    deps,
    { account: null },
    ids.filter((id) => !present.has(id)),
  );
  return new Map([...ofOwner, ...ofCatalogue]);
}

/** What a command gets of a link: nothing without one, and null for an exercise that does not exist. */
export const referenceIn = (references: References, id: ExerciseId | null | undefined) =>
  id === null || id === undefined ? {} : { reference: references.get(id) ?? null };

export const askedAlternatives = (alternatives: Alternatives, references: References): readonly AskedAlternative[] =>
  alternatives.map(({ exerciseId, name = null }) => ({ exerciseId, name, ...referenceIn(references, exerciseId) }));

/**
 * The exercises of a request with all their ids. `makeId` makes an id for an exercise that has none, from its place, such
 * as `exercises.2`.
 */
export const askedExercises = (
  exercises: readonly NewExercise[],
  references: References,
  makeId: (place: string) => string,
): readonly AskedExercise[] =>
  exercises.map(({ id, name = null, mode = null, alternatives, ...exercise }, at) => ({
    ...exercise,
    ...{ name, mode, unitExerciseId: id ?? (makeId(`exercises.${at}`) as UnitExerciseId) },
    alternatives: askedAlternatives(alternatives, references),
    ...referenceIn(references, exercise.exerciseId),
  }));
