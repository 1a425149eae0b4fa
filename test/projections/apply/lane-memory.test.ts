import { expect } from 'chai';
import fc from 'fast-check';
import { emptyPerformance } from '../../../src/events/performance.ts';
import { createLaneMemory, type LaneRows } from '../../../src/projections/apply/lane-memory.ts';
import type { Work } from '../../../src/projections/apply/worker.ts';
import type { LogRange } from '../../../src/projections/core/job.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { samples } from '../../support/samples.ts';
import type { NewEvent } from '../support/memory-log.ts';
import { failingProjection, isRevisionOf } from '../support/parked-events.ts';
import { noteEvent, sessionEvents, streamOf } from '../support/session-events.ts';
import { readTables, resetReadTables } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId, sessionId } from '../support/training.ts';
import { watch } from '../support/watched-database.ts';

describe('a worker that knows the rows of a lane', () => {
  const lane = useTestLane();

  /** Appends an event to each of the sessions, and returns the job with these events. */
  const nextJob = (...numbers: readonly number[]) => {
    const seen = lane.log.all().length;
    lane.append(...numbers.map((number) => noteEvent(number, `note ${seen}`)));
    return lane.job(seen);
  };
  const begin = () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102, 1), ...sessionEvents(103, 1));
    return lane.job();
  };

  it('needs one statement for more events of the sessions that it has written last', async () => {
    const { db, use } = watch(lane.db);
    const work = lane.createWorker({ db });
    await work(begin());
    expect(use).to.deep.equal({ statements: 2, transactions: 0 });
    await work(nextJob(101));
    await work(nextJob(103, 101));
    expect(use).to.deep.equal({ statements: 4, transactions: 0 });
    await lane.expectDocumentsOf();
  });

  it('reads the rows again once another worker has moved the lane', async () => {
    const { db, use } = watch(lane.db);
    const [work, other] = [lane.createWorker({ db }), lane.createWorker()];
    await work(begin());
    await other(nextJob(101, 102));
    await work(nextJob(101));
    expect(use).to.deep.equal({ statements: 4, transactions: 0 });
    await lane.expectDocumentsOf();
  });

  it('writes nothing from rows that another worker has changed, when a job arrives twice', async () => {
    const { db, use } = watch(lane.db);
    const [work, other] = [lane.createWorker({ db }), lane.createWorker()];
    await work(begin());
    const twice = nextJob(101);
    await other(twice);
    await work(twice);
    expect(use).to.deep.equal({ statements: 3, transactions: 1 });
    await work(nextJob(101));
    await lane.expectDocumentsOf();
  });

  it('continues from the rows of a stream that was parked by another worker and applied by a retry', async () => {
    const work = lane.createWorker();
    await work(begin());
    const poison = nextJob(101);
    await lane.createWorker({ projections: [failingProjection(sessions, isRevisionOf(101, 2))] })(poison);
    for (const { id } of await listParked(lane.db)) await lane.retry(id);
    await work(nextJob(101, 102));
    await lane.expectDocumentsOf();
    await lane.expectCaughtUp();
  });

  it('keeps a session and a plan with the same id apart', async () => {
    const work = lane.createWorker();
    const [owner, stream, entryId] = [ownerId(101), streamOf(101), idFor(2, 1)];
    const later = { correction: false, entryId };
    const entry = { exerciseId: null, mode: 'reps', supersetGroup: null, planned: null };
    const texts = { personal: { name: 'Squat', notes: null, planned: null } };
    const logged = (number: number): NewEvent => {
      const data = { ...later, setId: idFor(3, number), ...emptyPerformance, reps: number };
      return { type: 'SetLogged', stream, owner, data };
    };
    const plan = (type: string, data: object): NewEvent => {
      const facts = { difficulty: 'beginner', weeks: 1, repeats: null, personal: { name: 'Plan', description: null } };
      return { type, stream: `plan-${sessionId(101)}`, owner, data: { ...data, ...facts } };
    };
    const jobs: readonly (readonly NewEvent[])[] = [
      [...sessionEvents(101), { type: 'ExerciseAdded', stream, owner, data: { ...later, ...entry, ...texts } }],
      [logged(1), plan('PlanCreated', { planId: sessionId(101), userId: owner, copyOf: null })],
      [logged(2)],
      [logged(3), plan('PlanEdited', {})],
    ];
    for (const events of jobs) {
      const from = lane.log.all().length;
      lane.append(...events);
      await work(lane.job(from));
    }
    const live = await readTables(lane.db);
    await resetReadTables(lane.db, 1);
    await lane.applyAll();
    expect(await readTables(lane.db)).to.deep.equal(live);
  });

  it('gives the same tables as a rebuild, whichever worker gets which job, and how often', async () => {
    const turns = fc.array(fc.record({ worker: fc.nat(2), length: fc.integer({ min: 1, max: 6 }), back: fc.nat(9) }), {
      minLength: 10,
      maxLength: 40,
    });
    const property = fc.asyncProperty(turns, async (all) => {
      await resetReadTables(lane.db, 1);
      const workers: readonly Work[] = [lane.createWorker(), lane.createWorker(), lane.createWorker()];
      let at = 0;
      for (const { worker, length, back } of all) {
        const to = Math.min(at + length, lane.log.all().length);
        // One job of five begins before the checkpoint, as a job that arrives late.
        await workers[worker]?.(lane.job(back > 7 ? Math.max(0, at - back) : at, to));
        at = to;
      }
      await workers[0]?.(lane.job(at));
      const live = await readTables(lane.db);
      await resetReadTables(lane.db, 1);
      await lane.applyAll();
      expect(await readTables(lane.db)).to.deep.equal(live);
    });
    lane.writeUntil(120);
    await fc.assert(property, samples(10));
  });
});

describe('the rows of a lane in memory', () => {
  const [own, next] = [
    { layout: 1, lane: 0 },
    { layout: 1, lane: 1 },
  ];
  const rangeOf = (from: bigint, to: bigint, ...numbers: readonly number[]) =>
    ({
      from,
      to,
      bookmark: null,
      events: numbers.map((number) => ({ stream: streamOf(number) })),
    }) as unknown as LogRange;
  const rowsOf = (...numbers: readonly number[]): LaneRows =>
    new Map(numbers.map((number) => [streamOf(number), new Map()]));

  it('are known only at the position and in the lane where they were written', () => {
    const memory = createLaneMemory();
    memory.remember(own, rangeOf(0n, 5n, 1, 2), rowsOf(1, 2));
    expect(memory.recall(own, rangeOf(5n, 6n, 2, 2))).to.deep.equal(rowsOf(2));
    expect(memory.recall(own, rangeOf(4n, 6n, 2))).to.equal(null);
    expect(memory.recall(own, rangeOf(6n, 7n, 2))).to.equal(null);
    expect(memory.recall(next, rangeOf(5n, 6n, 2))).to.equal(null);
    expect(memory.recall(own, rangeOf(5n, 6n, 1, 3))).to.equal(null);
  });

  it('are forgotten when the lane was moved by something else, and on request', () => {
    const memory = createLaneMemory();
    memory.remember(own, rangeOf(0n, 5n, 1), rowsOf(1));
    memory.remember(own, rangeOf(6n, 8n, 2), rowsOf(2));
    expect(memory.recall(own, rangeOf(8n, 9n, 1))).to.equal(null);
    expect(memory.recall(own, rangeOf(8n, 9n, 2))).to.deep.equal(rowsOf(2));
    memory.forget(own);
    expect(memory.recall(own, rangeOf(8n, 9n, 2))).to.equal(null);
  });

  it('are those of the 250 streams that were written last', () => {
    const memory = createLaneMemory();
    for (let number = 0n; number <= 250n; number += 1n) {
      memory.remember(own, rangeOf(number, number + 1n), rowsOf(Number(number)));
    }
    expect(memory.recall(own, rangeOf(251n, 252n, 0))).to.equal(null);
    expect(memory.recall(own, rangeOf(251n, 252n, 1))).to.deep.equal(rowsOf(1));
  });
});
