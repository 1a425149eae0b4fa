import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import type { Job } from '../../../src/projections/core/job.ts';
import type { Projection } from '../../../src/projections/core/projection.ts';
import { sessions } from '../../../src/projections/models/sessions.ts';
import { useDatabase } from '../../support/databases.ts';
import { type MemoryLog, memoryLog, type Written } from '../support/memory-log.ts';
import { checkpoints, decrypt, docs, foldedDocs, projections, reset, silent, tables } from '../support/tables.ts';
import { choices, ownerId, randomFrom, sessionId, trainingLog } from '../support/training.ts';

describe('the worker of a lane', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let layout: Layout;

  beforeEach(async () => {
    log = memoryLog();
    layout = await reset(database.db, 1);
  });

  const workerWith = (carried: readonly Projection[] = projections, db: DatabasePool = database.db) =>
    createWorker({
      log,
      layout,
      apply: createApply({ db, projections: carried, decrypt }),
      logger: silent,
      signal: new AbortController().signal,
    });

  /** The job for the events from index `from` up to, but without, `to`. */
  const job = (from: number, to: number, change: Partial<Job> = {}): Job => {
    const events = log.all();
    const last = events[to - 1];
    const before = events[to - 2]?.position ?? 0n;
    return {
      layout: layout.layout,
      lane: 0,
      from: events[from - 1]?.position ?? 0n,
      to: last?.position ?? 0n,
      bookmark: last ? { after: before, position: last.position, id: last.id } : null,
      events: events.slice(from, to),
      ...change,
    };
  };

  const write = (count: number, seed = 1) => {
    const act = trainingLog(3);
    const choice = choices(randomFrom(seed), 8);
    while (log.all().length < count) log.append(...act(choice.next().value));
  };

  const expectAll = async () => {
    expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all()));
    expect(await checkpoints(database.db)).to.deep.equal([await log.head()]);
  };

  it('folds events into rows and moves its checkpoints', async () => {
    write(60);
    await workerWith()(job(0, 60));
    await expectAll();
    expect(log.pages()).to.equal(0);
  });

  it('takes in the same events once, however often they come', async () => {
    write(60);
    const work = workerWith();
    await work(job(0, 40));
    const once = await tables(database.db);
    await work(job(0, 40));
    await work(job(10, 30));
    expect(await tables(database.db)).to.deep.equal(once);
    await work(job(20, 60));
    await expectAll();
  });

  it('reads from the log what jobs that were lost had held', async () => {
    write(60);
    const work = workerWith();
    await work(job(0, 10));
    await work(job(50, 60));
    await expectAll();
  });

  it('reads all from the log when a bare range says so', async () => {
    write(60);
    await workerWith()(job(60, 60));
    await expectAll();
  });

  it('takes in jobs that come in the wrong order', async () => {
    write(90);
    const work = workerWith();
    await work(job(60, 90));
    await work(job(30, 60));
    await work(job(0, 30));
    await expectAll();
  });

  it('moves a lane on where nothing happened', async () => {
    write(20);
    const work = workerWith();
    await work(job(0, 20));
    const to = (await log.head()) + 3n;
    await work({ ...job(20, 20), from: await log.head(), to });
    expect(await checkpoints(database.db)).to.deep.equal([to]);
  });

  it('does not skip what a log that is behind does not show yet', async () => {
    write(20);
    const whole = log;
    const short: MemoryLog = { ...whole, page: async (after, limit) => (await whole.page(after, limit)).slice(0, 5) };
    const stop = new AbortController();
    const logger = { ...silent, warn: () => stop.abort() };
    const apply = createApply({ db: database.db, projections, decrypt });
    await createWorker({ log: short, layout, apply, logger, signal: stop.signal })(job(20, 20));
    expect(stop.signal.aborted).to.equal(true);
    expect(await checkpoints(database.db)).to.deep.equal([0n]);
    await workerWith()(job(20, 20));
    await expectAll();
  });

  it('leaves nothing behind when it fails between the rows and the commit', async () => {
    write(30);
    const stop = new AbortController();
    const failing: Projection = {
      ...sessions,
      async apply(tx, events) {
        await sessions.apply(tx, events);
        stop.abort();
        throw new DomainError('unavailable', 'gone');
      },
    };
    const apply = createApply({ db: database.db, projections: [failing], decrypt });
    await createWorker({ log, layout, apply, logger: silent, signal: stop.signal })(job(0, 30));
    expect(stop.signal.aborted).to.equal(true);
    expect(await docs(database.db)).to.deep.equal({});
    expect(await checkpoints(database.db)).to.deep.equal([0n]);
    await workerWith()(job(0, 30));
    await expectAll();
  });

  it('goes on after its connection was cut in the middle of a transaction', async () => {
    write(30);
    let cuts = 0;
    const cut: Projection = {
      ...sessions,
      async apply(tx, events) {
        await sessions.apply(tx, events);
        if (cuts++ > 0) return;
        await tx.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`);
      },
    };
    await workerWith([cut])(job(0, 30));
    expect(cuts).to.equal(2);
    expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all()));
  });

  it('gives two workers at once the effect of one', async () => {
    write(200);
    const both = [workerWith(), workerWith()];
    await Promise.all(
      both.flatMap((work) => [0, 50, 100, 150].map(async (from) => work(job(Math.max(0, from - 20), from + 50)))),
    );
    await expectAll();
  });

  it('gives up on what can not be applied and changes nothing', async () => {
    const stream = `session-${sessionId(1)}`;
    const stray = { type: 'SessionNoted', data: { personal: { notes: null } }, stream, owner: ownerId(1) };
    log.append(stray);
    const outcome = await workerWith()(job(0, 1)).then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(outcome).to.match(/^The lane has stopped: Error at foldSession /);
    expect(await checkpoints(database.db)).to.deep.equal([0n]);
  });

  it('ignores jobs of another layout', async () => {
    write(10);
    await workerWith()(job(0, 10, { layout: 7 }));
    expect(await checkpoints(database.db)).to.deep.equal([0n]);
  });

  describe('meets an event that this build does not know', () => {
    const unknown: Written = {
      type: 'SessionCheered',
      data: {},
      stream: `session-${sessionId(99)}`,
      owner: ownerId(1),
    };
    const anImport: Written = {
      type: 'ImportStarted',
      data: {
        importId: sessionId(50),
        userId: ownerId(1),
        format: 'hevy',
        unit: null,
        timezone: 'UTC',
        personal: { fileName: 'a.csv' },
      },
      stream: `import-${sessionId(50)}`,
      owner: ownerId(1),
    };

    /** That one stands where it is told, and all others where they are told. */
    const expectPositions = async (held: string, at: bigint | undefined, others: bigint | undefined) => {
      const expected = projections.map(({ name }) => [name, name === held ? at : others]);
      expect(await positions()).to.deep.equal(Object.fromEntries(expected));
    };
    const positions = async () => {
      const rows = (await database.db.any(sql.unsafe`
        SELECT projection, position FROM projection_checkpoints`)) as readonly {
        projection: string;
        position: bigint;
      }[];
      return Object.fromEntries(rows.map(({ projection, position }) => [projection, position]));
    };

    it('and holds back the projection that reads its category, in front of it, while the others go on', async () => {
      write(20);
      log.append(unknown, anImport);
      const work = workerWith();
      await work(job(0, 22));
      await expectPositions('sessions', log.all()[19]?.position, log.all()[21]?.position);
      expect(await docs(database.db)).to.deep.equal(foldedDocs(log.all().slice(0, 20)));

      write(40);
      await work(job(22, 40));
      await expectPositions('sessions', log.all()[19]?.position, log.all()[39]?.position);
      expect(log.pages()).to.equal(0);
    });

    it('and another schema of a known one alike', async () => {
      log.append({ ...anImport, schema: 99 });
      await workerWith()(job(0, 1));
      await expectPositions('imports', 0n, log.all()[0]?.position);
    });
  });
});
