import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, Day, Instant, PlanId } from '../events/ids.ts';
import type { Layout, PlanStarted, ScheduleEvent } from '../events/schedule.ts';
import { daysFrom } from './days.ts';
import { inOrderOfDays, type PlanUnitDocument } from './plan.ts';
import { absent, type Fold, type Presence } from './presence.ts';
import { shifted } from './schedule-days.ts';

/**
 * From the day `on` of the calendar, the days of the plan follow from `day`, counted as in `schedule-days.ts`, until
 * the next part begins.
 */
export type SchedulePart = Readonly<{ day: number; on: Day }>;

/** The schedule of an account: a plan as it was when it was started, and on which days of the calendar it is done. */
export type ScheduleDocument = Readonly<{
  id: AccountId;
  planId: PlanId | null;
  name: string;
  startsOn: Day;
  weeks: number;
  repeats: number | null;
  units: readonly PlanUnitDocument[];
  parts: readonly SchedulePart[];
  /** The days from which nothing is due; null for none. */
  pausedFrom: Day | null;
  endedFrom: Day | null;
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
}>;

export type SchedulePresence = Presence<ScheduleDocument>;

export const scheduleFold: Fold<SchedulePresence, ScheduleEvent> = { initial: absent, evolve: foldSchedule };

function foldSchedule(schedule: SchedulePresence, event: StreamEvent<ScheduleEvent>): SchedulePresence {
  const { revision, metadata } = event;
  const stamp = { revision, updatedAt: metadata.receivedAt };
  const before = schedule.kind === 'present' ? schedule.document : null;
  if (event.type === 'PlanStarted') {
    const createdAt = before?.createdAt ?? metadata.receivedAt;
    const { revision: _, updatedAt, ...document } = { ...started(event.data), ...stamp };
    return { kind: 'present', document: { ...document, revision, createdAt, updatedAt } };
  }
  if (!before) throw new Error(`${event.type} of a schedule that is ${schedule.kind}`);
  return { kind: 'present', document: { ...before, ...changes(before, event), ...stamp } };
}

const started = ({ userId, planId, startsOn, ...layout }: PlanStarted['data']) => ({
  ...{ id: userId, planId, name: layout.personal.name, startsOn, weeks: layout.weeks, repeats: layout.repeats },
  units: unitsOf(layout),
  parts: [{ day: 1, on: startsOn }],
  ...{ pausedFrom: null, endedFrom: null },
});

const unitsOf = ({ units, personal }: Layout): readonly PlanUnitDocument[] =>
  inOrderOfDays(
    units.map(({ planUnitId: id, unitId, day }, at) => ({ id, unitId, name: personal.units[at] ?? '', day, order: 0 })),
  );

/** The event data that would start a plan with these days and units. */
export const layoutOf = ({
  name,
  weeks,
  repeats,
  units,
}: Pick<ScheduleDocument, 'name' | 'weeks' | 'repeats' | 'units'>): Layout => ({
  ...{ weeks, repeats },
  units: units.map(({ id, unitId, day }) => ({ planUnitId: id, unitId, day })),
  personal: { name, units: units.map((each) => each.name) },
});

type Change = StreamEvent<Exclude<ScheduleEvent, PlanStarted>>;

function changes(document: ScheduleDocument, event: Change): Partial<ScheduleDocument> {
  switch (event.type) {
    case 'ScheduleShifted':
      return { parts: shifted(document.parts, event.data.from, event.data.days) };
    case 'SchedulePaused':
      return { pausedFrom: event.data.from };
    case 'ScheduleResumed': {
      const from = document.pausedFrom ?? event.data.on;
      return { parts: shifted(document.parts, from, daysFrom(from, event.data.on)), pausedFrom: null };
    }
    case 'ScheduleEnded':
      return { endedFrom: event.data.from };
    default:
      return assertNever(event);
  }
}
