import { expect } from 'chai';
import fc from 'fast-check';
import type { RecordedEvent } from '../../../src/events/event.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { retryParked } from '../../../src/projections/apply/retry-parked.ts';
import { createWorker, type Work } from '../../../src/projections/apply/worker.ts';
import { imports } from '../../../src/projections/models/imports.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { catchUp, choiceOf, jobsOf } from '../support/lane-jobs.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';
import { failingProjection, listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { decrypt, foldSessions, readSessionDocuments, resetReadTables, silentLogger } from '../support/tables.ts';
import { retryOptions } from '../support/test-lane.ts';
import { createTrainingScript } from '../support/training.ts';

/**
 * A random run: where the events of a lane are cut into jobs, and which pairs of jobs two workers process at once, in
 * which order.
 */
const fate = fc.record({
  cuts: fc.array(fc.nat(120), { maxLength: 6 }),
  arrivals: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 8 }),
});

/**
 * Picks the ids of the poison events. The first event is never one, because the projection must apply one event to show
 * that it works.
 */
function poisonIdsOf(events: readonly SealedEvent[], picks: readonly number[]): ReadonlySet<string> {
  const later = events.slice(1);
  return new Set(picks.flatMap((pick) => later[pick % Math.max(1, later.length)]?.id ?? []));
}

/** The events that must wait as dead letters: in each stream, the first poison event and all later events. */
const waitingOf = (events: readonly SealedEvent[], poison: ReadonlySet<string>): readonly SealedEvent[] =>
  [...Map.groupBy(events, ({ stream }) => stream)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const first = own.findIndex(({ id }) => poison.has(id));
      return first < 0 ? [] : own.slice(first);
    });

describe('poison events among the jobs of the lanes', () => {
  const database = useDatabase();

  const createFailingWorker = (log: MemoryLog, layout: Layout, poison: ReadonlySet<string>): Work => {
    const failing = failingProjection(sessions, ({ id }: RecordedEvent) => poison.has(id));
    const apply = createApply({ db: database.db, projections: [failing, imports], decrypt, log });
    return createWorker({ log, layout, apply, logger: silentLogger, signal: new AbortController().signal });
  };

  it('park their streams from the first poison event on, in any order of jobs, until a retry applies them', async () => {
    const property = fc.asyncProperty(
      fc.array(choiceOf(10), { minLength: 10, maxLength: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fate, { minLength: 3, maxLength: 3 }),
      fc.array(fc.nat(119), { minLength: 1, maxLength: 6 }),
      async (acts, lanes, fates, picks) => {
        const layout = await resetReadTables(database.db, lanes);
        const log = createMemoryLog();
        const script = createTrainingScript(5);
        for (const act of acts) log.append(...script(act));
        const events = log.all();
        const poison = poisonIdsOf(events, picks);
        const work = createFailingWorker(log, layout, poison);
        const processLane = async (lane: number) => {
          const { cuts = [], arrivals = [] } = fates[lane] ?? {};
          const jobs = jobsOf(events, layout, lane, cuts);
          for (const pair of arrivals) await Promise.all(pair.map((at) => jobs[at] && work(jobs[at])));
          await catchUp(work, layout, lane, await log.head());
        };
        await Promise.all(Array.from({ length: lanes }, (_, lane) => processLane(lane)));

        const waiting = waitingOf(events, poison);
        expect(await listParkedEvents(database.db)).to.deep.equal(parkedEventsOf('sessions', waiting));
        const applied = events.filter((event) => !waiting.includes(event));
        expect(await readSessionDocuments(database.db)).to.deep.equal(foldSessions(applied));

        for (const { id } of await listParked(database.db)) {
          await retryParked({ ...retryOptions(database.db), batch: 7 }, id);
        }
        expect(await listParkedEvents(database.db)).to.deep.equal([]);
        expect(await readSessionDocuments(database.db)).to.deep.equal(foldSessions(events));
      },
    );
    await fc.assert(property, samples(15));
  });
});
