import { mondayOf } from '../../src/documents/days.ts';
import { compare, type Decimal, decimalOf, plus, times, zero } from '../../src/documents/decimal.ts';
import type { EntryDocument, SetDocument } from '../../src/documents/entries.ts';
import type { ExerciseDocument } from '../../src/documents/exercise.ts';
import { localDay } from '../../src/documents/local-day.ts';
import { metresOf } from '../../src/documents/measure-units.ts';
import type { MeasurementDocument } from '../../src/documents/measurement.ts';
import { isAssisted } from '../../src/documents/one-rep-max.ts';
import type { SessionDocument } from '../../src/documents/session.ts';
import type { Day } from '../../src/events/ids.ts';
import type { Weight } from '../../src/events/performance.ts';
import type { Queries } from '../../src/queries/all.ts';
import type { BodyWeightUse } from '../../src/queries/statistics/body-weight.ts';
import type { Days } from '../../src/queries/statistics/days.ts';
import { plainEstimate, plainVolume } from './plain-figures.ts';

type StatisticsQueries = Pick<
  Queries,
  | 'listPlannedEntries'
  | 'listRecordSets'
  | 'listBestSets'
  | 'listLatestPerformances'
  | 'listLatestSessions'
  | 'sumDays'
  | 'sumMuscles'
  | 'sumPlanned'
>;

/** What the plain computation reads: all sessions, exercises, and the names of the muscle groups by number. */
export type PlainHistory = Readonly<{
  sessions: () => readonly SessionDocument[];
  exercises: () => readonly ExerciseDocument[];
  measurements: () => readonly MeasurementDocument[];
  muscles: () => Promise<ReadonlyMap<number, string>>;
}>;

type Done = Readonly<{ session: SessionDocument; day: Day; entry: EntryDocument }>;

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const isWorking = ({ type }: SetDocument): boolean => type !== 'warm_up';

const sumOf = (volumes: readonly (Decimal | null)[]): Decimal =>
  volumes.reduce<Decimal>((sum, volume) => plus(sum, volume ?? zero), zero);

const greatestOf = (values: readonly (Decimal | null)[]): Decimal | null =>
  values
    .filter((value) => value !== null)
    .toSorted(compare)
    .at(-1) ?? null;

const isWithin = (day: Day, { from, to }: Days): boolean => (from ?? day) <= day && day <= (to ?? day);

const withoutNotes = (entry: EntryDocument): EntryDocument => ({
  ...entry,
  notes: null,
  sets: entry.sets.map((set) => ({ ...set, notes: null })),
});

/** The queries for statistics, computed from documents, one set after the other. */
export function createPlainStatistics({ sessions, exercises, measurements, muscles }: PlainHistory): StatisticsQueries {
  const sessionsOf = (owner: string) =>
    sessions()
      .filter(({ userId }) => userId === owner)
      .toSorted((one, other) => compareTexts(one.startedAt, other.startedAt) || compareTexts(one.id, other.id));
  const doneBy = (owner: string, days: Days = {}): readonly Done[] =>
    sessionsOf(owner).flatMap((session) => {
      const day = localDay(session.startedAt, session.timezone);
      return isWithin(day, days) ? session.exercises.map((entry) => ({ session, day, entry })) : [];
    });
  const bodyWeightOn = (owner: string, day: Day): Weight | null => {
    const known = measurements().filter(
      (each) => each.userId === owner && each.kind === 'body_weight' && each.day <= day,
    );
    const latest = known
      .toSorted((one, other) =>
        compareTexts(`${one.day}T${one.time ?? ''} ${one.id}`, `${other.day}T${other.time ?? ''} ${other.id}`),
      )
      .at(-1);
    return latest ? ({ value: latest.value, unit: latest.unit } as Weight) : null;
  };
  const bodyWeightFor = (
    set: SetDocument,
    { session, day }: Omit<Done, 'entry'>,
    { hidesBodyWeight }: BodyWeightUse,
  ) => ((set.weight?.value ?? 0) < 0 && !hidesBodyWeight ? bodyWeightOn(session.userId, day) : null);
  const performedBy =
    ({ hidesBodyWeight }: BodyWeightUse) =>
    ({ session, day, entry }: Done) => ({
      ...{ sessionId: session.id, day, entry: withoutNotes(entry) },
      bodyWeight: entry.sets.some(isAssisted) && !hidesBodyWeight ? bodyWeightOn(session.userId, day) : null,
    });
  const setsBy = (owner: string, days: Days) =>
    doneBy(owner, days).flatMap(({ entry, ...rest }) =>
      entry.sets.filter(isWorking).map((set) => ({ ...rest, entry, set, volume: plainVolume(set) ?? zero })),
    );

  return {
    // All sets: those that can make a record are among them.
    listRecordSets: async ({ owner, exerciseId, hidesBodyWeight, ...days }) =>
      doneBy(owner, days)
        .filter(({ entry }) => entry.exerciseId === exerciseId)
        .map(performedBy({ hidesBodyWeight })),

    async listBestSets({ owner, exerciseId, formula, hidesBodyWeight, ...days }) {
      const sets = setsBy(owner, days).filter(({ entry }) => entry.exerciseId === exerciseId);
      const series = [...Map.groupBy(sets, ({ session }) => session.id).values()].flatMap((own) => {
        const estimated = own.flatMap((each) => {
          const bodyWeight = bodyWeightFor(each.set, each, { hidesBodyWeight });
          const e1rm = plainEstimate(each.set, formula, bodyWeight);
          return e1rm ? [{ ...each, e1rm, bodyWeight }] : [];
        });
        const best = estimated.find(({ e1rm }) => estimated.every((other) => compare(e1rm, other.e1rm) >= 0));
        if (!best) return [];
        const { session, day, entry, set, e1rm, bodyWeight } = best;
        const { id, order: _, notes: __, performedAt, ...measures } = set;
        const told = { id, ...measures, performedAt };
        return [
          { e1rm, place: JSON.stringify({ bodyWeight, day, sessionId: session.id, entryId: entry.id, set: told }) },
        ];
      });
      return {
        sessions: new Set(sets.map(({ session }) => session.id)).size,
        ...{ sets: sets.length, volume: sumOf(sets.map(({ volume }) => volume)) },
        ...{ lastDay: sets.at(-1)?.day ?? null, series },
      };
    },

    async listLatestSessions({ owner, limit }) {
      const dayOf = (each: SessionDocument) => localDay(each.startedAt, each.timezone);
      const byDay = sessionsOf(owner).toSorted((one, other) => compareTexts(dayOf(one), dayOf(other)));
      const latest = byDay.toReversed().slice(0, limit);
      return latest.map(({ id, name, status, startedAt, durationSeconds, timezone, exercises: entries }) => {
        const working = entries.flatMap(({ sets }) => sets).filter(isWorking);
        const day = localDay(startedAt, timezone);
        return {
          ...{ id, name, status, startedAt, durationSeconds, timezone, day },
          ...{ exercises: entries.length, sets: working.length, volume: sumOf(working.map(plainVolume)) },
        };
      });
    },

    async listLatestPerformances({ owner, since, formula, hidesBodyWeight }) {
      const all = doneBy(owner);
      const late = all.filter(({ session, entry }) => entry.exerciseId !== null && session.startedAt >= since);
      return [...Map.groupBy(late, ({ entry }) => entry.exerciseId)].flatMap(([exerciseId, own]) => {
        const earlier = all.filter((each) => each.entry.exerciseId === exerciseId && each.session.startedAt < since);
        const working = earlier.flatMap(({ entry }) => entry.sets).filter(isWorking);
        const estimates = earlier.flatMap((done) =>
          done.entry.sets.map((set) => plainEstimate(set, formula, bodyWeightFor(set, done, { hidesBodyWeight }))),
        );
        const before = {
          e1rm: greatestOf(estimates),
          seconds: greatestOf(working.map(({ seconds }) => (seconds === null ? null : decimalOf(seconds)))),
          distance: greatestOf(working.map(({ distance }) => distance && metresOf(distance))),
          volume: greatestOf(working.map(plainVolume)),
        };
        return exerciseId === null
          ? []
          : [{ exerciseId, performed: own.map(performedBy({ hidesBodyWeight })), before }];
      });
    },

    async sumDays({ owner, exerciseId, ...days }) {
      const isCounted = ({ entry }: { entry: { exerciseId: string | null } }) =>
        exerciseId === undefined || entry.exerciseId === exerciseId;
      const byDay = [...Map.groupBy(setsBy(owner, days).filter(isCounted), ({ day }) => day)];
      return byDay
        .map(([day, sets]) => ({
          day,
          sessions: new Set(sets.map(({ session }) => session.id)).size,
          sets: sets.length,
          volume: sumOf(sets.map(({ volume }) => volume)),
        }))
        .toSorted((one, other) => compareTexts(one.day, other.day));
    },

    async sumMuscles({ owner, ...days }) {
      const names = await muscles();
      const known = new Map(exercises().map((each) => [each.id, each]));
      const shares = setsBy(owner, days).flatMap(({ day, entry, volume }) => {
        const found = entry.exerciseId === null ? undefined : known.get(entry.exerciseId);
        const usable = found && (found.isSystem || found.createdBy === owner) ? found : null;
        const listed = [
          ...(usable?.primaryMuscles ?? []).map((id) => ({ id, share: 1 })),
          ...(usable?.secondaryMuscles ?? []).map((id) => ({ id, share: 0.5 })),
        ].filter(({ id }) => names.has(id));
        const assigned = listed.length > 0 ? listed : [{ id: null, share: 1 }];
        return assigned.map(({ id, share }) => ({ monday: mondayOf(day), id, share: decimalOf(share), volume }));
      });
      const groups = Map.groupBy(shares, ({ monday, id }) => `${monday} ${id}`)
        .values()
        .toArray();
      return groups
        .flatMap((own) => {
          const [first] = own;
          if (!first) return [];
          const muscle = first.id === null ? null : { id: first.id, name: names.get(first.id) ?? '' };
          const sets = own.reduce((sum, { share }) => plus(sum, share), zero);
          return [
            {
              day: first.monday,
              muscle,
              sets,
              volume: own.reduce((sum, each) => plus(sum, times(each.volume, each.share)), zero),
            },
          ];
        })
        .toSorted(
          (one, other) =>
            compareTexts(one.day, other.day) ||
            Number(one.muscle === null) - Number(other.muscle === null) ||
            compareTexts(one.muscle?.name ?? '', other.muscle?.name ?? ''),
        );
    },

    listPlannedEntries: async ({ owner, ...days }) =>
      doneBy(owner, days).flatMap(({ session, day, entry }) => {
        const { planned, sets } = entry;
        if (planned === null || session.status === 'in_progress') return [];
        const { exerciseId, name, isExchanged } = planned;
        const counts = { plannedSets: planned.sets.length, workingSets: sets.filter(isWorking).length };
        return [{ day, exerciseId, name, ...counts, isExchanged }];
      }),

    async sumPlanned({ owner, ...days }) {
      const planned = doneBy(owner, days).flatMap(({ session, day, entry }) => {
        if (entry.planned === null || session.status === 'in_progress') return [];
        return [{ day, asked: entry.planned.sets.length, done: entry.sets.filter(isWorking).length }];
      });
      return [...Map.groupBy(planned, ({ day }) => day)]
        .map(([day, own]) => ({
          ...{ day, entries: own.length, fulfilled: own.filter(({ asked, done }) => done >= asked).length },
          skipped: own.filter(({ done }) => done === 0).length,
          plannedSets: own.reduce((sum, { asked }) => sum + asked, 0),
          doneSets: own.reduce((sum, { asked, done }) => sum + Math.min(asked, done), 0),
        }))
        .toSorted((one, other) => compareTexts(one.day, other.day));
    },
  };
}
