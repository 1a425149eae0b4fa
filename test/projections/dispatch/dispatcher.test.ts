import { expect } from 'chai';
import type { Layout } from '../../../src/ports/lanes.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Job } from '../../../src/projections/core/job.ts';
import { type DispatcherOptions, runDispatcher } from '../../../src/projections/dispatch/dispatcher.ts';
import type { LaneQueues } from '../../../src/projections/dispatch/queues.ts';
import { useDatabase } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { type MemoryLog, memoryLog } from '../support/memory-log.ts';
import { projections, reset, silent } from '../support/tables.ts';

/** Later than any test ends. */
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
    layout = await reset(database.db, 1);
    log = memoryLog();
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
    const all = { db, log, layout, projections, queues, logger: silent, limits, tickMs: never, ...options };
    dispatching = runDispatcher(all, stop.signal);
  };
  const write = (count: number) => {
    for (let each = 0; each < count; each += 1)
      log.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
  };
  const sizes = () => jobs.map(({ events }) => events.length);
  const expectSizes = (...expected: number[]) => eventually(async () => expect(sizes()).to.deep.equal(expected));

  it('sends a backlog in whole batches with the rest behind them, and what comes then at once', async () => {
    write(35);
    start();
    await expectSizes(10, 10, 10, 5);
    write(1);
    await expectSizes(10, 10, 10, 5, 1);
    write(1);
    await expectSizes(10, 10, 10, 5, 1, 1);
    expect(jobs.map(({ from }) => from)).to.deep.equal([0n, ...jobs.slice(0, -1).map(({ to }) => to)]);
  });

  it('sends a quiet lane what waits also in a backlog that does not end', async () => {
    write(23);
    const head = async () => (await log.head()) + 1_000n;
    start({ log: { ...log, head }, tickMs: 5 });
    await eventually(async () => expect(sizes().filter((size) => size > 0)).to.deep.equal([10, 10, 3]));
    write(4);
    await eventually(async () => expect(sizes().reduce((sum, size) => sum + size, 0)).to.equal(27));
  });

  it('does not wait for a head of the log that can not be had', async () => {
    write(5);
    start({ log: { ...log, head: () => Promise.reject(new Error('The store is away')) } });
    await eventually(async () => expect(sizes().reduce((sum, size) => sum + size, 0)).to.equal(5));
  });

  it('leaves the log and the checkpoints alone while nothing is to be fed', async () => {
    write(50);
    const asked: string[] = [];
    const heard = <Subject extends object>(subject: Subject) =>
      new Proxy(subject, {
        get(target, name) {
          asked.push(String(name));
          return Reflect.get(target, name);
        },
      });
    start({ db: heard(database.db), log: heard<Log>(log), projections: [], tickMs: 2 });
    let isOver = false;
    void dispatching.then(() => {
      isOver = true;
    });
    // For as long as it takes another that has something to do.
    const idle = dispatching;
    start({ tickMs: 2 });
    await eventually(async () => expect(sizes().reduce((sum, size) => sum + size, 0)).to.equal(50));
    expect([...asked, isOver]).to.deep.equal([false]);
    stop.abort();
    await idle;
  });
});
