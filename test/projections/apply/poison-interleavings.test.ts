import { expect } from 'chai';
import fc from 'fast-check';
import type { RecordedEvent } from '../../../src/events/event.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import { memoryLog } from '../support/memory-log.ts';
import { failing, letters, lettersOf, retrying } from '../support/poison.ts';
import { decrypt, docs, foldedDocs, projections, reset, silent } from '../support/tables.ts';
import { trainingLog } from '../support/training.ts';

const choice = fc.record({ session: fc.nat(9), act: fc.nat(99), value: fc.nat(999) });
/** Where a lane's jobs are cut, and which of them arrive, in which order, how often, on two workers at once. */
const fate = fc.record({
  cuts: fc.array(fc.nat(120), { maxLength: 6 }),
  arrivals: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 8 }),
});

describe('any poison under any interleaving, duplication and loss of lane jobs', () => {
  const database = useDatabase();

  it('parks its streams from the first poison on, spares the others, and is mended by a retry', async () => {
    const property = fc.asyncProperty(
      fc.array(choice, { minLength: 10, maxLength: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fate, { minLength: 3, maxLength: 3 }),
      fc.array(fc.nat(119), { minLength: 1, maxLength: 6 }),
      async (acts, lanes, fates, picks) => {
        const layout = await reset(database.db, lanes);
        const log = memoryLog();
        const act = trainingLog(5);
        for (const each of acts) log.append(...act(each));
        const events = log.all();
        // The first event is never poison: something has to tell that the projection works.
        const poison = new Set(picks.map((pick) => events[1 + (pick % Math.max(1, events.length - 1))]?.id));
        poison.delete(events[0]?.id);
        const isPoison = ({ id }: Pick<RecordedEvent, 'id'>) => poison.has(id);

        const workerOf = (carried: readonly Projection[]) =>
          createWorker({
            ...{ log, layout, logger: silent, signal: new AbortController().signal },
            apply: createApply({ db: database.db, projections: carried, decrypt, log }),
          });
        const work = workerOf([failing(sessions, isPoison), imports]);
        const bare = async (lane: number) => {
          const to = await log.head();
          await work({ layout: 1, lane, from: to, to, bookmark: null, events: [] });
        };
        const jobsOf = (lane: number, cuts: readonly number[]) => {
          const bounds = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => events[cut]?.position ?? []);
          return [...bounds, events.at(-1)?.position ?? 0n].map((to, nth) => {
            const from = bounds[nth - 1] ?? 0n;
            const own = events.filter(
              ({ position, metadata }) => position > from && position <= to && layout.laneOf(metadata.owner) === lane,
            );
            return { layout: 1, lane, from, to, bookmark: null, events: own };
          });
        };
        const ofLane = async (lane: number) => {
          const { cuts = [], arrivals = [] } = fates[lane] ?? {};
          const jobs = jobsOf(lane, cuts);
          for (const pair of arrivals) await Promise.all(pair.map((nth) => jobs[nth] && work(jobs[nth])));
          await bare(lane);
        };
        await Promise.all(Array.from({ length: lanes }, (_, lane) => ofLane(lane)));

        const waiting = [...Map.groupBy(events, ({ stream }) => stream)]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .flatMap(([, each]) => {
            const first = each.findIndex(isPoison);
            return first < 0 ? [] : each.slice(first);
          });
        expect(await letters(database.db)).to.deep.equal(lettersOf('sessions', waiting));
        const applied = events.filter((event) => !waiting.includes(event));
        expect(await docs(database.db)).to.deep.equal(foldedDocs(applied));

        for (const { id } of await listParked(database.db)) {
          await retryParked({ ...retrying(database.db, projections), batch: 7 }, id);
        }
        expect(await letters(database.db)).to.deep.equal([]);
        expect(await docs(database.db)).to.deep.equal(foldedDocs(events));
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});
