import { type AccountEvent, accountEvents } from './account.ts';
import { type CoachingEvent, coachingEvents } from './coaching.ts';
import { type DiscussionEvent, discussionEvents } from './discussion.ts';
import type { AnyEvent, EventTypes, Quota, Upcasters } from './event.ts';
import { type ExerciseEvent, exerciseEvents } from './exercise.ts';
import { type ImportEvent, importEvents } from './import.ts';
import { type MeasurementEvent, measurementEvents } from './measurement.ts';
import { type PlanEvent, planEvents } from './plan.ts';
import { type ProfileEvent, profileEvents } from './profile.ts';
import { type ReferenceListEvent, referenceListEvents } from './reference-list.ts';
import { type ScheduleEvent, scheduleEvents } from './schedule.ts';
import { type SessionEvent, sessionEvents } from './session.ts';
import { type SupportEvent, supportEvents } from './support.ts';
import { type UnitEvent, unitEvents } from './unit.ts';
import { type WatchEvent, watchEvents } from './watch.ts';

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
  unit: UnitEvent;
  plan: PlanEvent;
  schedule: ScheduleEvent;
  profile: ProfileEvent;
  measurement: MeasurementEvent;
  coaching: CoachingEvent;
  watch: WatchEvent;
  support: SupportEvent;
  discussion: DiscussionEvent;
}>;
export type Category = keyof EventsByCategory;

const declared = {
  account: accountEvents,
  session: sessionEvents,
  import: importEvents,
  directory: referenceListEvents,
  exercise: exerciseEvents,
  unit: unitEvents,
  plan: planEvents,
  schedule: scheduleEvents,
  profile: profileEvents,
  measurement: measurementEvents,
  coaching: coachingEvents,
  watch: watchEvents,
  support: supportEvents,
  discussion: discussionEvents,
} as const satisfies { readonly [C in Category]: EventTypes<EventsByCategory[C]> };
type Declared = typeof declared;

const aggregates: Readonly<Record<Category, EventTypes<AnyEvent>>> = declared;

/** The union of all events of this service. */
export type DomainEvent = EventsByCategory[Category];

export const categories = Object.keys(aggregates) as readonly Category[];

/** The categories whose aggregates have a name, for the refusal of a command or query that names a missing one. */
export type NamedCategory = { [C in Category]: Declared[C] extends { name: string } ? C : never }[Category];

/** Those names by category, such as `training session` for `session`. */
export const aggregateNames = Object.fromEntries(
  Object.entries(aggregates).flatMap(([category, { name }]) => (name === undefined ? [] : [[category, name]])),
) as { readonly [C in NamedCategory]: string };

/**
 * The kinds of things whose changes an account can follow, by the change feed and by webhooks. The name of a kind is the
 * category of its streams.
 */
export type FeedKind = { [C in Category]: Declared[C] extends { feed: object } ? C : never }[Category];
type DeletedKind = { [C in Category]: Declared[C] extends { feed: { deletions: true } } ? C : never }[Category];
type OwnEventType = `${FeedKind}.changed` | `${DeletedKind}.deleted`;
/** Webhooks tell coaches about things of these kinds of their athletes. */
const coachedKinds = ['discussion', 'measurement', 'plan', 'schedule', 'session', 'unit'] as const satisfies FeedKind[];
type CoachedEventType = Extract<OwnEventType, `${(typeof coachedKinds)[number]}.${string}`>;
/** What webhooks tell of: that something of the account, or of an athlete whom it coaches, has changed or was deleted. */
export type WebhookEventType = OwnEventType | `athlete.${CoachedEventType}`;

export const feedKinds = categories.filter((category) => aggregates[category].feed).sort() as readonly FeedKind[];
/**
 * The types of the webhook events for this kind. `deleted` is null if webhooks do not report deletions of this kind.
 */
export const webhookTypesOf = (kind: FeedKind) => ({
  changed: `${kind}.changed` as const,
  deleted: aggregates[kind].feed?.deletions ? (`${kind}.deleted` as OwnEventType) : null,
});

const typesOf = (kind: FeedKind): readonly OwnEventType[] => {
  const { changed, deleted } = webhookTypesOf(kind);
  return deleted === null ? [changed] : [changed, deleted];
};
const athleteTypes = new Map<WebhookEventType, WebhookEventType>(
  coachedKinds.flatMap(typesOf).map((type) => [type, `athlete.${type}` as WebhookEventType]),
);
export const webhookEventTypes: readonly WebhookEventType[] = [...feedKinds.flatMap(typesOf), ...athleteTypes.values()];
/** The type with which a coach is told of a change; null for one of which no coach is told. */
export const athleteTypeOf = (type: WebhookEventType): WebhookEventType | null => athleteTypes.get(type) ?? null;
export const isAthleteType = (type: string): boolean => type.startsWith('athlete.');

/** What an account may have a limited number of. */
export type QuotaKind = Extract<Declared[Category], { quota: object }>['quota']['kind'];

const quotas = Object.values(aggregates).flatMap(({ quota = [] }) => quota);
export const quotaKinds = quotas.map(({ kind }) => kind) as readonly QuotaKind[];

/** The quota toward which the aggregates of a category count, or null. */
export const quotaOf = (category: Category): QuotaKind | null =>
  (aggregates[category].quota?.kind ?? null) as QuotaKind | null;

/** Makes an object with a value for each kind of quota. */
export const perQuota = <Value>(make: (kind: QuotaKind) => Value): Readonly<Record<QuotaKind, Value>> =>
  Object.fromEntries(quotaKinds.map((kind) => [kind, make(kind)])) as Record<QuotaKind, Value>;

/** The name of each quota in messages, and its limit by default. */
export const quotaDefaults = Object.fromEntries(quotas.map((quota) => [quota.kind, quota])) as Readonly<
  Record<QuotaKind, Quota>
>;

const schemas: ReadonlyMap<string, number> = new Map(
  Object.values(aggregates).flatMap((each) => Object.entries(each.schemas)),
);
const upcasters: Readonly<Record<string, Upcasters>> = Object.assign(
  {},
  ...Object.values(aggregates).map((each) => each.upcasters ?? {}),
);

const endings: ReadonlySet<string> = new Set(
  Object.values(aggregates).flatMap((each): readonly string[] => each.endings),
);

/** Whether a stream has no document after an event of this type, unless an undo creates the thing again. */
export const isEnding = (type: string): boolean => endings.has(type);

/** Every event type that this build knows. */
export const eventTypes = [...schemas.keys()] as readonly DomainEvent['type'][];

/** Every event type of the streams of a category. */
export const eventTypesOf = (category: Category): readonly string[] => Object.keys(aggregates[category].schemas);

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
