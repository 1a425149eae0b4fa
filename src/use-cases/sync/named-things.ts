/** A thing that commands name, as the path of its ids: `sessions/<id>`, `sessions/<id>/<entry>` and so on. */
export type Thing = string;

export const exerciseThing = (id: string): Thing => `exercises/${id}`;
/** Any new exercise whose id the server makes. */
export const newExercise = exerciseThing('');
export const isExercise = (thing: Thing): boolean => thing.startsWith('exercises/');
/** The profile of the account that sends the batch. */
export const profileThing: Thing = 'profiles/own';
export const measurementThing = (id: string): Thing => `measurements/${id}`;
export const unitThing = (id: string): Thing => `units/${id}`;
/** Any new training unit whose id the server makes. */
export const newUnit = unitThing('');
export const isUnit = (thing: Thing): boolean => thing.startsWith('units/');
export const unitExerciseThing = (unit: string, exercise: string): Thing => `${unitThing(unit)}/${exercise}`;
export const planThing = (id: string): Thing => `plans/${id}`;
/** Any new training plan whose id the server makes. */
export const newPlan = planThing('');
export const isPlan = (thing: Thing): boolean => thing.startsWith('plans/');
/** The schedule of the account that sends the batch. */
export const scheduleThing: Thing = 'schedules/own';
export const planUnitThing = (plan: string, unit: string): Thing => `${planThing(plan)}/${unit}`;
export const sessionThing = (id: string): Thing => `sessions/${id}`;
export const entryThing = (session: string, entry: string): Thing => `${sessionThing(session)}/${entry}`;
export const setThing = (session: string, entry: string, set: string): Thing => `${entryThing(session, entry)}/${set}`;
/** The end of a session: the command that ends the session creates it. */
export const endThing = (session: string): Thing => `ends/${session}`;

/** The things that one command names. Whatever contains a named thing counts as used. */
export type NamedThings = Readonly<{
  /** What the command changes as a whole; null for a session or a measurement whose id the server makes. */
  aggregate: Thing | null;
  creates?: readonly Thing[];
  /** What exists after the command, new or not: the parts of a session whose whole content the command replaces. */
  contains?: readonly Thing[];
  uses?: readonly Thing[];
  removes?: readonly Thing[];
  /** Whether the commands before this one must be stored already, because its handler reads the aggregate. */
  readsAggregate?: true;
  /** A new order of the parts of `of`: `parts` names all that exist. */
  orders?: Readonly<{ of: Thing; parts: readonly Thing[] }>;
}>;

/** The thing that a thing is part of; null for an aggregate or an end. */
export function wholeOf(thing: Thing): Thing | null {
  const end = thing.lastIndexOf('/');
  return thing.indexOf('/') === end ? null : thing.slice(0, end);
}

function wholesOf(thing: Thing): readonly Thing[] {
  const whole = wholeOf(thing);
  return whole === null ? [] : [whole, ...wholesOf(whole)];
}

/** Every thing that must exist when the command is decided. */
export function neededBy({ creates = [], uses = [], removes = [], orders }: NamedThings): ReadonlySet<Thing> {
  const named = [...uses, ...removes, ...(orders ? [orders.of, ...orders.parts] : [])];
  const needed = new Set([...named, ...[...named, ...creates].flatMap(wholesOf)]);
  for (const thing of creates) needed.delete(thing);
  return needed;
}
