import {
  endThing,
  entryThing,
  exerciseThing,
  type NamedThings,
  planThing,
  scheduleThing,
  sessionThing,
  setThing,
  type Thing,
  unitExerciseThing,
  unitThing,
} from '../../use-cases/sync/named-things.ts';

// For each command on a training session: the things that it creates, uses, removes or orders. `/sync` derives from them
// the order in which the commands of a batch are executed. The end of a session counts as a thing.

type InSession = Readonly<{ path: Readonly<{ id: string }> }>;
type InEntry = Readonly<{ path: Readonly<{ id: string; entryId: string }> }>;
type OfSet = Readonly<{ path: Readonly<{ id: string; entryId: string; setId: string }> }>;
type WithBody<Body> = Readonly<{ body: Readonly<Body> }>;

const inSession = ({ path }: InSession, things: Omit<NamedThings, 'aggregate'>): NamedThings => ({
  aggregate: sessionThing(path.id),
  ...things,
});
const linked = (exerciseId: string | null | undefined): readonly Thing[] =>
  typeof exerciseId === 'string' ? [exerciseThing(exerciseId)] : [];

type WholeEntry = Readonly<{
  id?: string;
  exerciseId?: string | null;
  unitExerciseId?: string;
  sets?: readonly Readonly<{ id?: string }>[];
}>;
type WholeSession = Readonly<{
  id?: string;
  endedAt?: unknown;
  unitId?: string | null;
  plan?: Readonly<{ id?: string }> | null;
  exercises?: readonly WholeEntry[] | undefined;
}>;

/**
 * What a session is started from: the unit and those of its exercises that the entries name, or the plan and the schedule,
 * which says how the plan is done.
 */
const templatesOf = ({ unitId, plan, exercises = [] }: WholeSession): readonly Thing[] => {
  if (typeof plan?.id === 'string') return [planThing(plan.id), scheduleThing];
  if (typeof unitId !== 'string') return [];
  const named = exercises.flatMap((each) => each.unitExerciseId ?? []);
  return [unitThing(unitId), ...named.map((each) => unitExerciseThing(unitId, each))];
};

export const startsSession = ({ body }: WithBody<WholeSession>): NamedThings => {
  const { id, endedAt, exercises = [] } = body;
  const uses = [...templatesOf(body), ...exercises.flatMap(({ exerciseId }) => linked(exerciseId))];
  if (id === undefined) return { aggregate: null, uses };
  const creates = [sessionThing(id), ...exercises.flatMap((entry) => partsIn(id, entry))];
  if (typeof endedAt === 'string') creates.push(endThing(id));
  return { aggregate: sessionThing(id), creates, uses };
};

/** An entry and its sets, as far as they have ids. */
function partsIn(session: string, { id, sets = [] }: WholeEntry): readonly Thing[] {
  if (id === undefined) return [];
  return [
    entryThing(session, id),
    ...sets.flatMap((set) => (set.id === undefined ? [] : setThing(session, id, set.id))),
  ];
}

export const replacesSession = (parts: InSession & WithBody<Pick<WholeSession, 'exercises'>>): NamedThings => {
  const { id } = parts.path;
  const { exercises = [] } = parts.body;
  const uses = [sessionThing(id), ...exercises.flatMap(({ exerciseId }) => linked(exerciseId))];
  return inSession(parts, { uses, contains: exercises.flatMap((entry) => partsIn(id, entry)), readsAggregate: true });
};
export const editsSession = (parts: InSession & WithBody<{ endedAt?: unknown }>): NamedThings => {
  const { id } = parts.path;
  return inSession(parts, { uses: [sessionThing(id), ...(parts.body.endedAt === undefined ? [] : [endThing(id)])] });
};
export const endsSession = (parts: InSession): NamedThings =>
  inSession(parts, { uses: [sessionThing(parts.path.id)], creates: [endThing(parts.path.id)] });
export const deletesSession = (parts: InSession): NamedThings =>
  inSession(parts, { removes: [sessionThing(parts.path.id)] });

export const addsEntry = (parts: InSession & WithBody<{ id?: string; exerciseId?: string | null }>): NamedThings => {
  const { id, exerciseId } = parts.body;
  const session = parts.path.id;
  const creates = id === undefined ? [] : [entryThing(session, id)];
  return inSession(parts, { uses: [sessionThing(session), ...linked(exerciseId)], creates });
};
export const editsEntry = (parts: InEntry & WithBody<{ exerciseId?: string | null }>): NamedThings =>
  inSession(parts, { uses: [entryOf(parts), ...linked(parts.body.exerciseId)] });
export const removesEntry = (parts: InEntry): NamedThings => inSession(parts, { removes: [entryOf(parts)] });
export const ordersEntries = (parts: InSession & WithBody<{ ids: readonly string[] }>): NamedThings => {
  const { id } = parts.path;
  return inSession(parts, {
    orders: { of: sessionThing(id), parts: parts.body.ids.map((each) => entryThing(id, each)) },
  });
};

export const logsSet = (parts: InEntry & WithBody<{ id?: string }>): NamedThings => {
  const { id: session, entryId } = parts.path;
  const { id } = parts.body;
  return inSession(parts, {
    uses: [entryOf(parts)],
    creates: id === undefined ? [] : [setThing(session, entryId, id)],
  });
};
export const correctsSet = (parts: OfSet): NamedThings => inSession(parts, { uses: [setOf(parts)] });
export const removesSet = (parts: OfSet): NamedThings => inSession(parts, { removes: [setOf(parts)] });
export const ordersSets = (parts: InEntry & WithBody<{ ids: readonly string[] }>): NamedThings => {
  const { id, entryId } = parts.path;
  return inSession(parts, {
    orders: { of: entryOf(parts), parts: parts.body.ids.map((set) => setThing(id, entryId, set)) },
  });
};

const entryOf = ({ path }: InEntry): Thing => entryThing(path.id, path.entryId);
const setOf = ({ path }: OfSet): Thing => setThing(path.id, path.entryId, path.setId);
