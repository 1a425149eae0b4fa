import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Job } from '../../../src/projections/core/job.ts';
import { projectionSetNameOf } from '../../../src/projections/core/projection.ts';
import { type DispatcherOptions, runDispatcher } from '../../../src/projections/dispatch/dispatcher.ts';
import type { LaneQueues } from '../../../src/projections/dispatch/queues.ts';
import { useDatabase } from '../../support/databases.ts';
import { createInMemoryLaneSignals } from '../../support/in-memory-lane-signals.ts';
import { eventually } from '../support/eventually.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';
import { projections, resetReadTables, silentLogger } from '../support/tables.ts';

/** An interval in milliseconds that is longer than any test runs, so that it never ends. */
const never = 3_600_000;
const limits = { batch: 10, waiting: 1_000, inFlight: 1_000 };

describe('the dispatcher', () => {
  const database = useDatabase();
  let layout: Layout;
  let log: MemoryLog;
  let jobs: Job[];
  let stop: AbortController;
  let dispatching: Promise<void>;

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 1);
    log = createMemoryLog();
    jobs = [];
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await dispatching;
  });

  const queues: LaneQueues = {
    send: async (_lane, job) => void jobs.push(job),
    isEmpty: async () => true,
    close: async () => {},
  };
  const start = (options: Partial<DispatcherOptions> = {}) => {
    const { db } = database;
    const all = { db, log, layout, projections, queues, logger: silentLogger, limits, tickMs: never, ...options };
    dispatching = runDispatcher(all, stop.signal);
  };
  const write = (count: number) => {
    for (let each = 0; each < count; each += 1) {
      log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
    }
  };
  const importSession = (session: number) => {
    log.append({ type: 'SetLogged', data: {}, stream: `session-${session}`, owner: 'ada', via: 'import' });
  };
  const sizes = () => jobs.map(({ events }) => events.length);
  const expectSizes = (...expected: number[]) => eventually(async () => expect(sizes()).to.deep.equal(expected));
  const expectSent = (count: number) =>
    eventually(async () => expect(sizes().reduce((sum, size) => sum + size, 0)).to.equal(count));

  it('sends a backlog in full batches, then its rest, and later events at once', async () => {
    write(35);
    start();
    await expectSizes(10, 10, 10, 5);
    write(1);
    await expectSizes(10, 10, 10, 5, 1);
    write(1);
    await expectSizes(10, 10, 10, 5, 1, 1);
    expect(jobs.map(({ from }) => from)).to.deep.equal([0n, ...jobs.slice(0, -1).map(({ to }) => to)]);
  });

  it('sends the waiting events of a quiet lane once per tick during a backlog that does not end', async () => {
    write(23);
    const head = async () => (await log.head()) + 1_000n;
    start({ log: { ...log, head }, tickMs: 5 });
    await eventually(async () => expect(sizes().filter((size) => size > 0)).to.deep.equal([10, 10, 3]));
    write(4);
    await expectSent(27);
  });

  it('gathers imported sessions in one job, which leaves with the next event of another kind', async () => {
    start({ gatherMs: never });
    write(1);
    await expectSizes(1);
    for (const session of [1, 2, 3]) {
      importSession(session);
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    }
    log.append({ type: 'ImportCompleted', data: {}, stream: 'import-1', owner: 'ada', via: 'import' });
    await expectSizes(1, 4);
  });

  it('sends imported sessions after a while, although no other event follows', async () => {
    start({ gatherMs: 5 });
    for (const session of [1, 2, 3]) importSession(session);
    await expectSent(3);
  });

  it('sends what waits for unfinished jobs as one job, when a worker tells that it has finished one of them', async () => {
    const signals = createInMemoryLaneSignals();
    start({ signals, limits: { ...limits, inFlight: 1 } });
    write(1);
    await expectSizes(1);
    for (let each = 0; each < 3; each += 1) {
      write(1);
      await nextTurn();
    }
    const told = { set: projectionSetNameOf(projections), layout: layout.layout, lane: 0, position: jobs[0]?.to ?? 0n };
    signals.announce({ ...told, set: 'another build' });
    signals.announce({ ...told, layout: 2 });
    signals.announce({ ...told, position: told.position - 1n });
    expect(sizes()).to.deep.equal([1]);
    signals.announce(told);
    await expectSizes(1, 3);
  });

  describe('with a worker that tells how far it has come', () => {
    const signals = createInMemoryLaneSignals();
    const endOf = (job: Job | undefined) => {
      signals.announce({
        set: projectionSetNameOf(projections),
        layout: layout.layout,
        lane: 0,
        position: job?.to ?? 0n,
      });
    };
    const writeWhileBusy = async (count: number) => {
      write(count);
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    };

    it('sends the single events of a quiet lane at once', async () => {
      start({ signals, rests: { perJob: never, longestMs: never } });
      for (const expected of [[1], [1, 1], [1, 1, 1]]) {
        write(1);
        await expectSizes(...expected);
        endOf(jobs.at(-1));
      }
    });

    it('lets a busy lane rest after a job, until it has a full batch', async () => {
      start({ signals, rests: { perJob: never, longestMs: never } });
      write(1);
      await expectSizes(1);
      await writeWhileBusy(3);
      endOf(jobs[0]);
      await writeWhileBusy(6);
      write(1);
      await expectSizes(1, 10);
    });

    it('sends what has arrived during a rest when it is over', async () => {
      start({ signals, rests: { perJob: never, longestMs: 1 } });
      write(1);
      await expectSizes(1);
      await writeWhileBusy(3);
      endOf(jobs[0]);
      await expectSent(4);
      endOf(jobs.at(-1));
      write(1);
      await expectSent(5);
    });
  });

  it('does not wait for the end of the log while the event store does not return it', async () => {
    write(5);
    start({ log: { ...log, head: () => Promise.reject(new Error('The event store is down')) } });
    await expectSent(5);
  });

  it('uses neither the log nor the database while no projection is active', async () => {
    write(50);
    const used: string[] = [];
    const observed = <Subject extends object>(subject: Subject) =>
      new Proxy(subject, {
        get(target, name) {
          used.push(String(name));
          return Reflect.get(target, name);
        },
      });
    start({ db: observed(database.db), log: observed<Log>(log), projections: [], tickMs: 2 });
    let isOver = false;
    void dispatching.then(() => {
      isOver = true;
    });
    // Runs a second dispatcher, to give the idle one as much time as sending all events needs.
    const idle = dispatching;
    start({ tickMs: 2 });
    await expectSent(50);
    expect([...used, isOver]).to.deep.equal([false]);
    stop.abort();
    await idle;
  });
});
