import { type AccountEvent, accountEvents } from './account.ts';
import type { AnyEvent, EventTypes, Upcasters } from './event.ts';
import { type ExerciseEvent, exerciseEvents } from './exercise.ts';
import { type ImportEvent, importEvents } from './import.ts';
import { type ReferenceListEvent, referenceListEvents } from './reference-list.ts';
import { type SessionEvent, sessionEvents } from './session.ts';

/**
 * The category of each kind of aggregate, with its events. A stream keeps its name for ever, so the category of
 * reference lists is still called `directory`.
 */
export type EventsByCategory = Readonly<{
  account: AccountEvent;
  session: SessionEvent;
  import: ImportEvent;
  directory: ReferenceListEvent;
  exercise: ExerciseEvent;
}>;
export type Category = keyof EventsByCategory;

const aggregates: { readonly [C in Category]: EventTypes<EventsByCategory[C]> } = {
  account: accountEvents,
  session: sessionEvents,
  import: importEvents,
  directory: referenceListEvents,
  exercise: exerciseEvents,
};

/** The union of all events of this service. */
export type DomainEvent = EventsByCategory[Category];

export const categories = Object.keys(aggregates) as readonly Category[];

/** The types of the events that the streams of a category can contain. */
export const eventTypesOf = (category: Category): readonly string[] => Object.keys(aggregates[category].schemas);

const schemas: ReadonlyMap<string, number> = new Map(
  Object.values(aggregates).flatMap((each) => Object.entries(each.schemas)),
);
const upcasters: Readonly<Record<string, Upcasters>> = Object.assign(
  {},
  ...Object.values(aggregates).map((each) => each.upcasters ?? {}),
);

/** Every event type that this build knows. */
export const eventTypes = [...schemas.keys()] as readonly DomainEvent['type'][];

/** The current schema number of an event type: new events are written with it. Throws for an unknown type. */
export function schemaOf(type: string): number {
  const schema = schemas.get(type);
  if (schema === undefined) throw new Error(`Unknown event type ${type}`);
  return schema;
}

/** Whether this build can read events of this type and schema number. */
export const knows = (type: string, schema: number): boolean => schema <= (schemas.get(type) ?? -1);

/** Turns the data of an event into the current schema of its type, step by step. Throws if `knows` is false. */
export function upcast({ type, data }: AnyEvent, schema: number): object {
  let current: object = data;
  for (let version = schema; version < schemaOf(type); version += 1) {
    const step = upcasters[type]?.[version];
    if (!step) throw new Error(`No upcaster for ${type} from schema ${version}`);
    current = step(current);
  }
  return current;
}
