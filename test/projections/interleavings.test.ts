import { expect } from 'chai';
import fc from 'fast-check';
import type { Layout } from '../../src/ports/lanes.ts';
import { createApply } from '../../src/projections/apply/apply.ts';
import { createWorker, type Work } from '../../src/projections/apply/worker.ts';
import { useDatabase } from '../support/databases.ts';
import { samples } from '../support/samples.ts';
import { catchUp, choiceOf, jobsOf } from './support/lane-jobs.ts';
import { createMemoryLog, type MemoryLog } from './support/memory-log.ts';
import {
  decrypt,
  foldSessions,
  projections,
  readSessionDocuments,
  readTables,
  resetReadTables,
  silentLogger,
} from './support/tables.ts';
import { createTrainingScript } from './support/training.ts';

/**
 * A random run: where the events of a lane are cut into jobs, and which jobs arrive at the worker, in which order and
 * how often.
 */
const fate = fc.record({
  cuts: fc.array(fc.nat(120), { maxLength: 8 }),
  arrivals: fc.array(fc.nat(12), { maxLength: 14 }),
});

describe('the jobs of the lanes', () => {
  const database = useDatabase();

  const createLogWorker = (log: MemoryLog, layout: Layout): Work => {
    const apply = createApply({ db: database.db, projections, decrypt });
    return createWorker({ log, layout, apply, logger: silentLogger, signal: new AbortController().signal });
  };

  it('give the same tables in any order, with any duplicates and losses, as a rebuild and as plain folds', async () => {
    const property = fc.asyncProperty(
      fc.array(choiceOf(6), { minLength: 5, maxLength: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fate, { minLength: 3, maxLength: 3 }),
      async (acts, lanes, fates) => {
        const layout = await resetReadTables(database.db, lanes);
        const log = createMemoryLog();
        const script = createTrainingScript(3);
        for (const act of acts) log.append(...script(act));
        const work = createLogWorker(log, layout);
        const processLane = async (lane: number): Promise<void> => {
          const { cuts = [], arrivals = [] } = fates[lane] ?? {};
          const jobs = jobsOf(log.all(), layout, lane, cuts);
          for (const at of arrivals) if (jobs[at]) await work(jobs[at]);
          await catchUp(work, layout, lane, await log.head());
        };
        await Promise.all(Array.from({ length: lanes }, (_, lane) => processLane(lane)));
        expect(await readSessionDocuments(database.db)).to.deep.equal(foldSessions(log.all()));

        const live = await readTables(database.db);
        await resetReadTables(database.db, lanes);
        const rebuilding = createLogWorker(log, layout);
        for (let lane = 0; lane < lanes; lane += 1) await catchUp(rebuilding, layout, lane, await log.head());
        expect(await readTables(database.db)).to.deep.equal(live);
      },
    );
    await fc.assert(property, samples(15));
  });
});
