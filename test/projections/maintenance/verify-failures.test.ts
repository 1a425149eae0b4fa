import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { eventually } from '../support/eventually.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { createPostgresLoss } from '../support/postgres-loss.ts';
import { messageOf } from '../support/test-lane.ts';
import { listReadTables } from '../support/versions.ts';

describe('a verification that is interrupted', () => {
  const live = useLiveSystem();

  it('starts its comparison again and finds no difference after Postgres crashed', async () => {
    live.write(3_000);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    await using loss = await createPostgresLoss(live, 4);
    const { same, tables } = await verify({ ...live.maintenance, ...loss, pageSize: 300 }, 'sessions');
    expect({ same, different: tables[0]?.different }).to.deep.equal({ same: true, different: 0 });
    expect(await listReadTables(live.db)).not.to.include('session_documents_shadow1');
  });

  it('leaves its tables to the next verification when it is killed', async () => {
    live.write(300);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    let isDead = false;
    const page = async () => {
      isDead = true;
      throw new Error('killed');
    };
    const db = new Proxy(live.db, {
      get: (target, name) =>
        name === 'transaction' && isDead ? () => Promise.reject(new Error('gone')) : Reflect.get(target, name),
    });
    const killed = verify({ ...live.maintenance, db, log: { ...live.log, page } }, 'sessions');
    expect(await messageOf(killed)).to.equal('killed');
    expect(await listReadTables(live.db)).to.include('session_documents_shadow1');
    expect(await verify(live.maintenance, 'sessions')).to.include({ same: true });
    expect(await listReadTables(live.db)).not.to.include('session_documents_shadow1');
  });

  it('reads a table for longer than a statement of the service may take', async () => {
    live.write(300);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    const statementTimeoutMs = 2_000;
    const db = await connectPostgres(live.databaseUrl, { statementTimeoutMs, applicationName: 'impatient' });
    let locked: Promise<TableLock> | undefined;
    const page = async (after: bigint, limit: number) => {
      locked ??= lockTable(live.db);
      await locked;
      return live.log.page(after, limit);
    };
    const verifying = verify({ ...live.maintenance, db, log: { ...live.log, page } }, 'sessions');
    const overdue = sql.unsafe`
      SELECT count(*) FROM pg_stat_activity WHERE application_name = 'impatient' AND wait_event_type = 'Lock'
        AND clock_timestamp() - query_start > ${2 * statementTimeoutMs}::int4 * interval '1 millisecond'`;
    const hasWaited = eventually(async () => expect(await live.db.oneFirst(overdue)).to.equal(1n));
    await Promise.race([hasWaited, verifying.catch(() => {})]);
    await (await locked)?.release();
    expect(await verifying).to.include({ same: true });
    await db.end();
  });
});

type TableLock = Readonly<{ release: () => Promise<void> }>;

/** Locks the table that `projections verify` compares, so that the verification cannot read it. */
async function lockTable(db: DatabasePool): Promise<TableLock> {
  const locked = Promise.withResolvers<void>();
  const freed = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await tx.query(sql.unsafe`LOCK TABLE session_documents_v2 IN ACCESS EXCLUSIVE MODE`);
    locked.resolve();
    await freed.promise;
  });
  await Promise.race([locked.promise, done]);
  return {
    release: async () => {
      freed.resolve();
      await done;
    },
  };
}
