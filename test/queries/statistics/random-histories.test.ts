import { expect } from 'chai';
import { compare, type Decimal, textOf } from '../../../src/documents/decimal.ts';
import type { ExerciseDocument } from '../../../src/documents/exercise.ts';
import { exerciseFold } from '../../../src/documents/exercise.ts';
import { kilogramsOf, metresOf } from '../../../src/documents/measure-units.ts';
import { type MeasurementDocument, measurementFold } from '../../../src/documents/measurement.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { sessionFold } from '../../../src/documents/session.ts';
import { complianceBetween, type PlannedSums } from '../../../src/documents/statistics/compliance.ts';
import { type PlannedEntry, plannedExercisesOf } from '../../../src/documents/statistics/planned-exercises.ts';
import { type PerformedSet, recordsMadeBy, setsOf } from '../../../src/documents/statistics/records.ts';
import type { AccountId, Day, ExerciseId, Instant } from '../../../src/events/ids.ts';
import { e1rmFormulas } from '../../../src/events/values.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { listBestSets } from '../../../src/queries/statistics/list-best-sets.ts';
import { listLatestPerformances } from '../../../src/queries/statistics/list-latest-performances.ts';
import { listLatestSessions } from '../../../src/queries/statistics/list-latest-sessions.ts';
import { listPlannedEntries } from '../../../src/queries/statistics/list-planned-entries.ts';
import { listRecordSets } from '../../../src/queries/statistics/list-record-sets.ts';
import { sumDays } from '../../../src/queries/statistics/sum-days.ts';
import { sumMuscles } from '../../../src/queries/statistics/sum-muscles.ts';
import { sumPlanned } from '../../../src/queries/statistics/sum-planned.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { expectPerformances, readPerformances } from '../../projections/support/performances.ts';
import { decrypt, projections, silentLogger } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { dropExtraVersions } from '../../projections/support/versions.ts';
import { useDatabase } from '../../support/databases.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { plainEstimate, plainVolume } from '../../support/plain-figures.ts';
import { createPlainStatistics } from '../../support/plain-statistics.ts';
import { roundsOf } from '../../support/samples.ts';
import { createReadTables } from '../support/read-tables.ts';
import { exerciseIds, writeRandomBodyWeights, writeRandomHistory } from './support/random-history.ts';

const muscles = new Map([
  [1, 'chest'],
  [2, 'back'],
]);
const traits = {
  ...{ category: 'strength', difficultyLevel: 'expert', force: null, mechanic: null, equipment: [], tags: [] },
  ...{ metrics: ['weight'], imagePathStart: null, imagePathEnd: null },
};
const texts = (name: string) => ({ name, aliases: [], instructions: null, safety: null });

/** Decimals as text, because equal ones may have different numbers of digits. */
const plainly = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each?.digits === 'bigint' ? textOf(each as Decimal) : each)));

describe('statistics of random histories', function () {
  this.timeout(240_000);
  const database = useDatabase();

  const appendExercises = (log: ReturnType<typeof createMemoryLog>) => {
    const [first = '', second = '', own = '', gone = ''] = exerciseIds;
    const catalogue = (id: string, primaryMuscles: number[], secondaryMuscles: number[]) =>
      log.append({
        ...{ type: 'CatalogueExerciseAdded', stream: `exercise-${id}`, owner: 'system' },
        data: { exerciseId: id, slug: id, ...texts(id), ...traits, primaryMuscles, secondaryMuscles },
      });
    const listed = [...muscles].map(([id, name]) => ({
      ...{ type: 'DirectoryItemAdded', stream: 'directory-muscleGroups', owner: 'system' },
      data: { itemId: id, name, anatomicalName: null },
    }));
    log.append(...listed);
    catalogue(first, [1], [2]);
    catalogue(second, [1, 2], [3]);
    log.append({
      ...{ type: 'OwnExerciseAdded', stream: `exercise-${own}`, owner: ownerId(0) },
      data: {
        exerciseId: own,
        createdBy: ownerId(0),
        ...traits,
        primaryMuscles: [2],
        secondaryMuscles: [],
        personal: texts('Own'),
      },
    });
    catalogue(gone, [1], []);
    log.append({ type: 'ExerciseDeleted', stream: `exercise-${gone}`, owner: 'system', data: {} });
  };

  for (const seed of Array.from({ length: roundsOf(4) }, (_, round) => round + 1)) {
    it(`equal a plain computation over the events, live and rebuilt, with seed ${seed}`, async () => {
      const log = createMemoryLog();
      appendExercises(log);
      writeRandomHistory(log, seed, 500);
      writeRandomBodyWeights(log, seed);
      const { reader, project } = await createReadTables(database.db, () => log.all());
      await project();
      expectPerformances(await readPerformances(database.db), log.all());

      const documentsOf = <Document>(category: string, fold: Parameters<typeof replayPlainly>[0]) =>
        [
          ...Map.groupBy(
            log.all().filter(({ stream }) => stream.startsWith(`${category}-`)),
            ({ stream }) => stream,
          ).values(),
        ].flatMap((own) => (documentOf(replayPlainly(fold, own) as never) as Document | null) ?? []);
      const plain = createPlainStatistics({
        measurements: () => documentsOf<MeasurementDocument>('measurement', measurementFold as never),
        sessions: () => documentsOf('session', sessionFold as never),
        exercises: () => documentsOf<ExerciseDocument>('exercise', exerciseFold as never),
        muscles: async () => muscles,
      });

      for (const owner of [ownerId(0), ownerId(1)] as AccountId[]) {
        const own = { owner, requiredPosition: () => 0n };
        for (const days of [
          {},
          { from: '2026-03-29' as Day, to: '2026-10-25' as Day },
          { from: '2026-11-01' as Day },
        ]) {
          const asked = { ...own, ...days };
          const hidden = { ...asked, hidesBodyWeight: true };
          expect(plainly(await sumDays(reader, asked))).to.deep.equal(plainly(await plain.sumDays(asked)));
          expect(plainly(await sumMuscles(reader, asked))).to.deep.equal(plainly(await plain.sumMuscles(asked)));
          expect(await sumPlanned(reader, asked)).to.deep.equal(await plain.sumPlanned(asked));
          const entries = await listPlannedEntries(reader, asked);
          expect(entries).to.deep.equal(await plain.listPlannedEntries(asked));
          expectSameCompliance(entries, await sumPlanned(reader, asked));
          for (const exerciseId of exerciseIds as ExerciseId[]) {
            const shown = await listRecordSets(reader, { ...hidden, exerciseId });
            expect(shown.filter(({ bodyWeight }) => bodyWeight !== null)).to.deep.equal([]);
            const ofOne = { ...asked, exerciseId };
            expect(plainly(await sumDays(reader, ofOne))).to.deep.equal(plainly(await plain.sumDays(ofOne)));
            const able = setsOf(await listRecordSets(reader, { ...asked, exerciseId }));
            const all = setsOf(await plain.listRecordSets({ ...asked, exerciseId }));
            expect(all).to.deep.include.members(able);
            for (const formula of e1rmFormulas) {
              expectRecords(able, all, formula);
              for (const each of [asked, hidden]) {
                const best = { ...each, exerciseId, formula };
                expect(plainly(await listBestSets(reader, best))).to.deep.equal(
                  plainly(await plain.listBestSets(best)),
                );
              }
            }
          }
        }
        const latest = { ...own, limit: 5 };
        expect(plainly(await listLatestSessions(reader, latest))).to.deep.equal(
          plainly(await plain.listLatestSessions(latest)),
        );
        for (const formula of e1rmFormulas) {
          const since = { ...own, since: '2026-04-01T00:00:00.000000Z' as Instant, formula };
          const found = plainly(await listLatestPerformances(reader, since));
          expect(found).to.have.deep.members(plainly(await plain.listLatestPerformances(since)) as unknown[]);
        }
      }
      const rows = await readPerformances(database.db);
      await rebuild(
        { db: database.db, log, decrypt, logger: silentLogger, models: projections, lingerMs: 0 },
        'performances',
      );
      expect(await readPerformances(database.db, 2)).to.deep.equal(rows);
      await dropExtraVersions(database.db);
    });
  }
});

/** Expects the figures of the planned exercises to add up to those of all, for the days of the histories. */
function expectSameCompliance(entries: readonly PlannedEntry[], sums: readonly PlannedSums[]): void {
  const days = ['2026-03-01' as Day, '2026-12-31' as Day] as const;
  const { rate: _, ...all } = complianceBetween(sums, ...days);
  const exercises = plannedExercisesOf(entries, ...days);
  const added = Object.keys(all).map((name) => [
    name,
    exercises.reduce((sum, each) => sum + each[name as keyof typeof all], 0),
  ]);
  expect(Object.fromEntries(added)).to.deep.equal(all);
}

type Figure = Readonly<{ of: string; value: Decimal }>;

/** Every figure of a set that may be a record. */
function figuresOf({ set, bodyWeight }: PerformedSet, formula: (typeof e1rmFormulas)[number]): readonly Figure[] {
  const { type, weight, reps, seconds, distance } = set;
  if (type === 'warm_up') return [];
  const whole = (value: number): Decimal => ({ digits: BigInt(value), scale: 0 });
  const [estimate, volume] = [plainEstimate(set, formula, bodyWeight), plainVolume(set)];
  return [
    ...(estimate ? [{ of: 'e1rm', value: estimate }] : []),
    ...(weight && reps && reps <= 12 ? [{ of: `weight × ${reps}`, value: kilogramsOf(weight) }] : []),
    ...(reps ? [{ of: `reps × ${weight ? textOf(kilogramsOf(weight)) : null}`, value: whole(reps) }] : []),
    ...(seconds ? [{ of: 'seconds', value: { digits: BigInt(seconds * 1_000), scale: 3 } }] : []),
    ...(distance ? [{ of: 'distance', value: metresOf(distance) }] : []),
    ...(volume && volume.digits > 0n ? [{ of: 'volume', value: volume }] : []),
  ];
}

/**
 * Expects the records that the sets which can make one have made to be the figures that no earlier set of all has
 * reached, by comparing all pairs.
 */
function expectRecords(
  able: readonly PerformedSet[],
  sets: readonly PerformedSet[],
  formula: (typeof e1rmFormulas)[number],
): void {
  const all = sets.map((each) => figuresOf(each, formula));
  const expected = all.flatMap((figures, at) =>
    figures
      .filter(
        ({ of, value }) =>
          !all
            .slice(0, at)
            .flat()
            .some((other) => other.of === of && compare(other.value, value) >= 0),
      )
      .map(({ of, value }) => `${sets[at]?.set.id} ${of} ${textOf(value)}`),
  );
  const made = recordsMadeBy(able, formula).map(({ kind, set, value, reps, weight }) => {
    const of =
      kind === 'weight'
        ? `weight × ${reps}`
        : kind === 'reps'
          ? `reps × ${weight ? textOf(kilogramsOf(weight)) : null}`
          : kind;
    return `${set.id} ${of} ${textOf(value)}`;
  });
  expect(made).to.have.members(expected);
}
