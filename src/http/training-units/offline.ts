import {
  exerciseThing,
  type NamedThings,
  newUnit,
  type Thing,
  unitExerciseThing,
  unitThing,
} from '../../use-cases/sync/named-things.ts';

// For each command on a training unit: the things that it creates, uses, removes or orders. `/sync` derives from them the
// order in which the commands of a batch are executed.

type InUnit = Readonly<{ path: Readonly<{ id: string }> }>;
type InExercise = Readonly<{ path: Readonly<{ id: string; unitExerciseId: string }> }>;
type WithBody<Body> = Readonly<{ body: Readonly<Body> }>;
type Linked = Readonly<{
  exerciseId?: string | null;
  alternatives?: readonly Readonly<{ exerciseId?: string | null }>[];
}>;
type Exercise = Linked & Readonly<{ id?: string }>;
type Whole = Readonly<{ id?: string; exercises?: readonly Exercise[] }>;

const inUnit = ({ path }: InUnit, things: Omit<NamedThings, 'aggregate'>): NamedThings => ({
  aggregate: unitThing(path.id),
  ...things,
});

/** The exercises that an exercise of a unit is linked to. */
const linked = ({ exerciseId, alternatives = [] }: Linked): readonly Thing[] =>
  [exerciseId, ...alternatives.map((each) => each.exerciseId)].flatMap((id) =>
    typeof id === 'string' ? [exerciseThing(id)] : [],
  );
const partsIn = (unit: string, exercises: readonly Exercise[]): readonly Thing[] =>
  exercises.flatMap(({ id }) => (id === undefined ? [] : [unitExerciseThing(unit, id)]));
const exerciseIn = ({ path }: InExercise): Thing => unitExerciseThing(path.id, path.unitExerciseId);

export const createsUnit = ({ body: { id, exercises = [] } }: WithBody<Whole>): NamedThings => {
  const uses = exercises.flatMap(linked);
  if (id === undefined) return { aggregate: newUnit, uses };
  return { aggregate: unitThing(id), creates: [unitThing(id), ...partsIn(id, exercises)], uses };
};
export const replacesUnit = (parts: InUnit & WithBody<Whole>): NamedThings => {
  const { exercises = [] } = parts.body;
  const uses = [unitThing(parts.path.id), ...exercises.flatMap(linked)];
  return inUnit(parts, { uses, contains: partsIn(parts.path.id, exercises), readsAggregate: true });
};
export const usesUnit = (parts: InUnit): NamedThings => inUnit(parts, { uses: [unitThing(parts.path.id)] });
export const deletesUnit = (parts: InUnit): NamedThings => inUnit(parts, { removes: [unitThing(parts.path.id)] });

export const addsExercise = (parts: InUnit & WithBody<Exercise>): NamedThings => {
  const { id: unit } = parts.path;
  return inUnit(parts, { uses: [unitThing(unit), ...linked(parts.body)], creates: partsIn(unit, [parts.body]) });
};
export const editsExercise = (parts: InExercise & WithBody<Linked>): NamedThings =>
  inUnit(parts, { uses: [exerciseIn(parts), ...linked(parts.body)] });
export const removesExercise = (parts: InExercise): NamedThings => inUnit(parts, { removes: [exerciseIn(parts)] });
export const ordersExercises = (parts: InUnit & WithBody<{ ids: readonly string[] }>): NamedThings => {
  const { id } = parts.path;
  return inUnit(parts, {
    orders: { of: unitThing(id), parts: parts.body.ids.map((each) => unitExerciseThing(id, each)) },
  });
};
