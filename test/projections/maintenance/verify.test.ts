import { expect } from 'chai';
import { sql } from 'slonik';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { type Live, losingPostgres, startLive, tableNames } from '../support/live.ts';
import { failing } from '../support/poison.ts';
import { sessionId } from '../support/training.ts';

describe('a verification', () => {
  const database = useDatabase();
  const redis = useRedis();
  let live: Live;

  beforeEach(async () => {
    await redis.redis.flushall();
    live = await startLive(database.db, redis.url);
  });
  afterEach(() => live.close());

  const onlyFirst = ['accounts_v1', 'imports_v1', 'session_documents_v1'];
  const run = (query: ReturnType<typeof sql.unsafe>) => database.db.query(query);

  it('finds nothing where nothing is wrong, however much is written meanwhile', async () => {
    const build = await live.start();
    live.write(2_000);
    const reading = live.writeAndRead(build);
    for (let round = 0; round < 3; round += 1) {
      const { same, tables, parked } = await verify({ ...live.work, pageSize: 300 }, 'sessions');
      expect({ same, parked, different: tables[0]?.different }).to.deep.equal({ same: true, parked: [], different: 0 });
      expect(tables[0]?.rows).to.be.greaterThan(20);
    }
    await reading.end();
    expect(await tableNames(database.db)).to.deep.equal(onlyFirst);
  });

  it('finds a row that was changed, one that is missing, and one too many', async () => {
    await live.start();
    live.write(1_000);
    await live.expectAll(1);
    await run(sql.unsafe`UPDATE session_documents_v1 SET search_text = 'a secret' WHERE id = ${sessionId(3)}`);
    await run(sql.unsafe`DELETE FROM session_documents_v1 WHERE id = ${sessionId(5)}`);
    await run(sql.unsafe`
      INSERT INTO session_documents_v1 (id, owner, revision, deleted) VALUES (${sessionId(90_000)}, ${sessionId(1)}, 0, true)`);
    const { same, tables } = await verify(live.work, 'sessions');
    expect(same).to.equal(false);
    const [{ different, first } = { different: 0, first: [] }] = tables;
    expect(different).to.equal(3);
    expect(first.map(({ id, kind }) => [id, kind])).to.deep.equal([
      [sessionId(3), 'changed'],
      [sessionId(5), 'missing'],
      [sessionId(90_000), 'extra'],
    ]);
    expect(first[0]?.columns).to.deep.equal(['search_text']);
    expect(JSON.stringify(tables)).not.to.contain('secret');
    const shown = await verify({ ...live.work, show: true }, 'sessions');
    expect(shown.tables[0]?.first[0]?.values?.search_text?.[0]).to.equal('a secret');
    expect(await tableNames(database.db)).to.deep.equal(onlyFirst);
  });

  it('reports parked streams apart', async () => {
    const stream = `session-${sessionId(70_000)}`;
    await live.start();
    live.write(200);
    live.log.append({ type: 'SetLogged', data: {}, stream, owner: 'system' });
    await live.expectAll(1).catch(() => {});
    const { same, parked } = await verify(live.work, 'sessions');
    expect({ same, parked }).to.deep.equal({ same: true, parked: [stream] });
    await run(sql.unsafe`TRUNCATE parked_streams CASCADE`);
  });

  it('names streams that this build can not apply any more, which is a difference', async () => {
    await live.start();
    const stream = live.write(500).find(({ type }) => type === 'SessionStarted')?.stream ?? '';
    await live.expectAll(1);
    const broken = models.map((model) => ({
      ...model,
      forVersion: (version: number) => failing(model.forVersion(version), (event) => event.stream === stream),
    }));
    const told: string[] = [];
    const logger = { ...live.work.logger, error: (message: string) => void told.push(message) };
    const { same, parked, unapplied, tables } = await verify({ ...live.work, logger, models: broken }, 'sessions');
    expect({ same, parked, different: tables[0]?.different }).to.deep.equal({ same: false, parked: [], different: 0 });
    expect(unapplied.map((each) => each.stream)).to.deep.equal([stream]);
    expect(unapplied[0]?.reason).to.match(/^Error at /);
    // Of a parking that ends with the verification there is nothing to look up.
    expect(told).to.deep.equal([]);
    expect(await run(sql.unsafe`SELECT FROM parked_streams`)).to.include({ rowCount: 0 });
  });

  it('verifies the version that it is told to', async () => {
    live.write(300);
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    await run(sql.unsafe`UPDATE session_documents_v2 SET revision = revision + 1 WHERE id = ${sessionId(2)}`);
    expect(await verify({ ...live.work, version: 2 }, 'sessions')).to.include({ same: false, version: 2 });
    expect(await verify({ ...live.work, version: 1 }, 'sessions')).to.include({ same: true, version: 1 });
  });

  it('finds nothing where Postgres has crashed meanwhile', async () => {
    live.write(3_000);
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    await using lossy = await losingPostgres(live, 4);
    const { same, tables } = await verify({ ...live.work, ...lossy, pageSize: 300 }, 'sessions');
    expect({ same, different: tables[0]?.different }).to.deep.equal({ same: true, different: 0 });
    expect(await tableNames(database.db)).not.to.include('session_documents_shadow1');
  });

  it('compares tables that take longer to read than a statement of the service may', async () => {
    live.write(300);
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    const statementTimeoutMs = 2_000;
    const db = await connectPostgres(database.url, { statementTimeoutMs, applicationName: 'impatient' });
    const freed = Promise.withResolvers<void>();
    let holding: Promise<unknown> | undefined;
    const hold = () => {
      const locked = Promise.withResolvers<void>();
      holding ??= database.db.transaction(async (tx) => {
        await tx.query(sql.unsafe`LOCK TABLE session_documents_v2 IN ACCESS EXCLUSIVE MODE`);
        locked.resolve();
        await freed.promise;
      });
      return Promise.race([locked.promise, holding]);
    };
    const page = async (after: bigint, limit: number) => {
      if (!holding) await hold();
      return live.log.page(after, limit);
    };
    const verifying = verify({ ...live.work, db, log: { ...live.log, page } }, 'sessions');
    const outcome = verifying.then(
      ({ same }) => ({ same }),
      (error: Error) => error.message,
    );
    const late = sql.unsafe`
      SELECT count(*) FROM pg_stat_activity WHERE application_name = 'impatient' AND wait_event_type = 'Lock'
        AND clock_timestamp() - query_start > ${2 * statementTimeoutMs}::int4 * interval '1 millisecond'`;
    const waited = eventually(async () => expect(await run(late)).to.deep.include({ rows: [{ count: 1n }] }));
    await Promise.race([waited, verifying.catch(() => {})]);
    freed.resolve();
    await holding;
    expect(await outcome).to.deep.equal({ same: true });
    await db.end();
  });

  it('that was killed leaves tables which the next one removes', async () => {
    live.write(300);
    await rebuild({ ...live.work, lingerMs: 0 }, 'sessions');
    let isGone = false;
    const page = async () => {
      isGone = true;
      throw new Error('killed');
    };
    const db = new Proxy(live.work.db, {
      get: (target, name) =>
        name === 'transaction' && isGone ? () => Promise.reject(new Error('gone')) : Reflect.get(target, name),
    });
    const killed = await verify({ ...live.work, db, log: { ...live.work.log, page } }, 'sessions').then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(killed).to.equal('killed');
    expect(await tableNames(database.db)).to.include('session_documents_shadow1');
    expect(await verify(live.work, 'sessions')).to.include({ same: true });
    expect(await tableNames(database.db)).not.to.include.members(['session_documents_shadow1']);
  });
});
