import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { sql } from 'slonik';
import type { Log } from '../../src/ports/log.ts';
import { LogMismatch } from '../../src/projections/core/check-log.ts';
import { startPipeline } from '../../src/projections/pipeline.ts';
import { createProgressMonitor } from '../../src/projections/progress.ts';
import { eventually } from './support/eventually.ts';
import { createMemoryLog, type MemoryLog } from './support/memory-log.ts';
import { usePipelines } from './support/pipelines.ts';
import { projections, readLowestCheckpoints, silentLogger } from './support/tables.ts';

describe('the pipeline on a log that its checkpoints do not belong to', () => {
  const test = usePipelines();

  /** Applies some events of the original log, then closes the pipeline. */
  const applySome = async () => {
    test.write(30);
    const pipeline = await test.run(startPipeline(test.optionsOf()));
    await test.expectCaughtUp();
    await pipeline.close();
  };
  const errorOfStart = (options: Parameters<typeof startPipeline>[0]) =>
    test.run(startPipeline(options)).then(
      () => null,
      (error: unknown) => error,
    );

  it('refuses to start', async () => {
    await applySome();
    expect(await errorOfStart({ ...test.optionsOf(), log: createMemoryLog() })).to.be.instanceOf(LogMismatch);
  });

  it('closes its workers when the dispatcher refuses to start after the workers have started', async () => {
    await applySome();
    // Replaces the log by an empty one as soon as the workers have read it to check their bookmarks.
    const bookmarks = await test.db.oneFirst(
      sql.unsafe`SELECT count(DISTINCT event_id)::int4 FROM projection_checkpoints`,
    );
    const swapped = createMemoryLog();
    let checks = 0;
    const current = () => (checks > (bookmarks as number) ? swapped : test.log);
    const idAt = (position: bigint) => {
      checks += 1;
      return current().idAt(position);
    };
    const page: MemoryLog['page'] = (...parameters) => current().page(...parameters);
    const options = test.optionsOf();
    const connections = recordDuplicates(options.connections.consumer);
    expect(await errorOfStart({ ...options, log: { ...test.log, page, idAt } })).to.be.instanceOf(LogMismatch);
    await eventually(async () => {
      expect(new Set(connections.map(({ status }) => status))).to.deep.equal(new Set(['end']));
    });
  });

  it('stops and reports it when the log is swapped during a lost connection', async () => {
    test.write(30);
    let current: MemoryLog = test.log;
    const swappable: Log = {
      page: (...parameters) => current.page(...parameters),
      idAt: (position) => current.idAt(position),
      head: () => current.head(),
      follow: (...parameters) => current.follow(...parameters),
    };
    const errors: unknown[] = [];
    const logger = { ...silentLogger, error: (_message: string, fields?: object) => void errors.push(fields) };
    await test.run(startPipeline({ ...test.optionsOf(), log: swappable, logger }));
    await test.expectCaughtUp();
    const before = await readLowestCheckpoints(test.db);
    const { db, layout } = test;
    const readStatus = createProgressMonitor({ db, log: swappable, layout, projections: () => projections });
    expect(await readStatus()).to.include({ status: 'moving' });

    current = createMemoryLog();
    current.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'ada' });
    test.log.breakConnections();
    await eventually(async () => expect(JSON.stringify(errors)).to.include('does not hold event'));
    expect(await readLowestCheckpoints(test.db)).to.deep.equal(before);
    expect(await readStatus()).to.include({ status: 'stalled' });
  });
});

/** Records the Redis connections that BullMQ opens as duplicates of a connection. */
function recordDuplicates(consumer: Redis): readonly Redis[] {
  const recorded: Redis[] = [];
  const duplicate = consumer.duplicate.bind(consumer);
  consumer.duplicate = (...parameters) => {
    const connection = duplicate(...parameters);
    recorded.push(connection);
    return connection;
  };
  return recorded;
}
