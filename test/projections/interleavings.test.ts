import { expect } from 'chai';
import fc from 'fast-check';
import { createApply } from '../../src/projections/apply/apply.ts';
import { createWorker } from '../../src/projections/apply/worker.ts';
import type { Job } from '../../src/projections/core/job.ts';
import { useDatabase } from '../support/databases.ts';
import { memoryLog } from './support/memory-log.ts';
import { decrypt, docs, foldedDocs, projections, reset, silent, tables } from './support/tables.ts';
import { trainingLog } from './support/training.ts';

const choice = fc.record({ session: fc.nat(5), act: fc.nat(99), value: fc.nat(999) });
/** What happens to a lane's jobs: where they are cut, and which of them arrive, in which order, how often. */
const fate = fc.record({
  cuts: fc.array(fc.nat(120), { maxLength: 8 }),
  arrivals: fc.array(fc.nat(12), { maxLength: 14 }),
});

describe('any interleaving, duplication and loss of lane jobs', () => {
  const database = useDatabase();

  it('gives the same tables', async () => {
    const property = fc.asyncProperty(
      fc.array(choice, { minLength: 5, maxLength: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fate, { minLength: 3, maxLength: 3 }),
      async (acts, lanes, fates) => {
        const layout = await reset(database.db, lanes);
        const log = memoryLog();
        const act = trainingLog(3);
        for (const each of acts) log.append(...act(each));
        const apply = createApply({ db: database.db, projections, decrypt });
        const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });

        const ofLane = async (lane: number): Promise<void> => {
          const { cuts = [], arrivals = [] } = fates[lane] ?? {};
          const jobs = cutUp(lane, cuts);
          for (const at of arrivals) {
            const job = jobs[at];
            if (job) await work(job);
          }
          const to = await log.head();
          await work({ layout: 1, lane, from: to, to, bookmark: null, events: [] });
        };
        const cutUp = (lane: number, cuts: readonly number[]): readonly Job[] => {
          const bounds = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => log.all()[cut]?.position ?? []);
          return [...bounds, log.all().at(-1)?.position ?? 0n].map((to, at) => {
            const from = bounds[at - 1] ?? 0n;
            const events = log
              .all()
              .filter(
                ({ position, metadata }) => position > from && position <= to && layout.laneOf(metadata.owner) === lane,
              );
            return { layout: 1, lane, from, to, bookmark: null, events };
          });
        };

        await Promise.all(Array.from({ length: lanes }, (_, lane) => ofLane(lane)));
        expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all()));

        const live = await tables(database.db);
        await reset(database.db, lanes);
        const to = await log.head();
        const rebuilt = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
        for (let lane = 0; lane < lanes; lane += 1)
          await rebuilt({ layout: 1, lane, from: to, to, bookmark: null, events: [] });
        expect(await tables(database.db)).to.deep.equal(live);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});
