import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import { insertPerformances } from '../../../bench/support/performances.ts';
import { type AccountId, type Day, type ExerciseId, instantOf } from '../../../src/events/ids.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { listBestSets } from '../../../src/queries/statistics/list-best-sets.ts';
import { listLatestPerformances } from '../../../src/queries/statistics/list-latest-performances.ts';
import { listLatestSessions } from '../../../src/queries/statistics/list-latest-sessions.ts';
import { listPlannedEntries } from '../../../src/queries/statistics/list-planned-entries.ts';
import { listRecordSets } from '../../../src/queries/statistics/list-record-sets.ts';
import { sumDays } from '../../../src/queries/statistics/sum-days.ts';
import { sumMuscles } from '../../../src/queries/statistics/sum-muscles.ts';
import { sumPlanned } from '../../../src/queries/statistics/sum-planned.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { plansOf } from '../support/statements.ts';
import { volumeOf } from '../support/volume.ts';

const sessionsPerOwner = 200;
/** Each session has six rows. */
const owners = Math.ceil(volumeOf(24_000) / (6 * sessionsPerOwner));
const exerciseIds = Array.from({ length: 15 }, (_, number) => idFor(5, number));

describe('plans of statistics on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let reader: Reader;

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    for (let owner = 1; owner <= owners; owner += 1) {
      await insertPerformances(database.db, { owner: ownerId(owner), sessions: sessionsPerOwner, exerciseIds });
    }
    await database.db.query(sql.unsafe`ANALYZE performances_v1`);
  });

  const own = { owner: ownerId(7) as AccountId, requiredPosition: () => 0n };
  const days = { from: '2026-03-01' as Day, to: '2026-04-01' as Day };
  /** Postgres' execution plans of a query. The query gets no real rows, because nothing is executed, and may fail. */
  const planBy = async (query: (reader: Reader) => Promise<unknown>) =>
    (await plansOf(database.db, (db: CommonQueryMethods) => query({ ...reader, db }).catch(() => null))).join();

  const exerciseId = exerciseIds[3] as ExerciseId;
  // The history ends today.
  const since = instantOf(Date.now() - 28 * 86_400_000);
  for (const [what, index, query] of [
    ['the records of an exercise', 'exercises', (r) => listRecordSets(r, { ...own, exerciseId })],
    ['the best sets of an exercise', 'exercises', (r) => listBestSets(r, { ...own, exerciseId, formula: 'epley' })],
    ['the sums of all days', 'days', (r) => sumDays(r, own)],
    ['the sums of some days', 'days', (r) => sumDays(r, { ...own, ...days })],
    ['the sums of an exercise', 'exercises', (r) => sumDays(r, { ...own, exerciseId })],
    ['the sums of muscle groups', 'days', (r) => sumMuscles(r, { ...own, ...days })],
    ['what was planned', 'days', (r) => sumPlanned(r, { ...own, ...days })],
    ['what was planned of each exercise', 'days', (r) => listPlannedEntries(r, { ...own, ...days })],
    ['the latest sessions', 'days', (r) => listLatestSessions(r, { ...own, limit: 5 })],
    ['the latest records', 'days', (r) => listLatestPerformances(r, { ...own, since, formula: 'epley' })],
  ] as const satisfies readonly (readonly [string, string, (reader: Reader) => Promise<unknown>])[]) {
    it(`finds ${what} of one athlete by an index`, async () => {
      const plan = await planBy(query);
      expect(plan).to.contain(`performances_v1_${index}`).and.not.to.contain('Seq Scan on performances_v1');
    });
  }
});
