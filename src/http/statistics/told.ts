import { type Decimal, numberOf, plus, zero } from '../../documents/decimal.ts';
import { localDay } from '../../documents/local-day.ts';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import type { MuscleSums } from '../../documents/statistics/muscles.ts';
import type { PersonalRecord } from '../../documents/statistics/records.ts';
import type { DaySums } from '../../documents/statistics/sums.ts';
import { toldFigure, toldPlace, toldWeight } from '../../documents/statistics/told.ts';
import type { Day, TimeZone } from '../../events/ids.ts';
import type { E1rmFormula, WeightUnit } from '../../events/values.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';

/** The unit and the formula that a request asks for. Without them, those of the profile count. */
export type AskedView = Readonly<{ unit?: WeightUnit | undefined; formula?: E1rmFormula | undefined }>;

/**
 * The owner of the history that a question is about: the caller. The answer must contain what the caller has written up
 * to `requiredPosition`.
 */
export const ownOf = ({ account, requiredPosition }: Caller) => ({ owner: account.id, requiredPosition });

/** The profile of the caller, with defaults before the first change. */
export async function profileOf({ queries }: Dependencies, caller: Caller): Promise<ProfileDocument> {
  const { id } = caller.account;
  const found = await queries.getProfile({ ...ownOf(caller), id });
  return found ? (JSON.parse(found.doc) as ProfileDocument) : usualProfile(id);
}

/** The schedule of the plan that the caller has started last; null before the first one. */
export async function scheduleOf({ queries }: Dependencies, caller: Caller): Promise<ScheduleDocument | null> {
  const found = await queries.getSchedule({ ...ownOf(caller), id: caller.account.id });
  return found ? (JSON.parse(found.doc) as ScheduleDocument) : null;
}

/** The day that it is for the caller: in the asked zone, that of the profile, that of the last session, or UTC. */
export async function todayOf(
  { queries, clock }: Dependencies,
  caller: Caller,
  known: TimeZone | null | undefined,
): Promise<Day> {
  const [last] = known ? [] : await queries.listLatestSessions({ ...ownOf(caller), limit: 1 });
  return localDay(clock(), known ?? last?.timezone ?? ('UTC' as TimeZone));
}

/** The sums of a period in the unit of the answer, without the first day of the period. */
export const toldSums = ({ sessions, sets, volume }: Omit<DaySums, 'day'>, unit: WeightUnit) => ({
  ...{ sessions, sets, volume: toldWeight(volume, unit) },
});

export const toldRecord = (record: PersonalRecord, unit: WeightUnit) => ({
  kind: record.kind,
  value: toldFigure(record, record.value, unit),
  reps: record.reps,
  weight: record.weight,
  bodyWeight: record.bodyWeight,
  previous: record.previous && toldFigure(record, record.previous, unit),
  ...toldPlace(record),
});

/** The sums of the muscle groups of one week. */
export function toldMuscles(sums: readonly MuscleSums[], unit: WeightUnit) {
  const figuresOf = ({ sets, volume }: Readonly<{ sets: Decimal; volume: Decimal }>) => ({
    ...{ sets: numberOf(sets), volume: toldWeight(volume, unit) },
  });
  const unassigned = sums
    .filter(({ muscle }) => muscle === null)
    .reduce((sum, { sets, volume }) => ({ sets: plus(sum.sets, sets), volume: plus(sum.volume, volume) }), {
      ...{ sets: zero, volume: zero },
    });
  return {
    muscles: sums.flatMap(({ muscle, ...figures }) => (muscle ? { ...muscle, ...figuresOf(figures) } : [])),
    unassigned: figuresOf(unassigned),
  };
}
