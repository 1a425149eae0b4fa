import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect } from 'chai';
import { sql } from 'slonik';
import { runUnderLease } from '../../../src/projections/core/lease.ts';
import { useDatabase } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { silentLogger } from '../support/tables.ts';

const ttlMs = 200;
/** Long enough that a holder renews its lease in time on a busy machine. */
const safeTtlMs = 1_000;

describe('a lease', () => {
  const database = useDatabase();
  let stop: AbortController;
  let running: Promise<void>[];

  beforeEach(async () => {
    stop = new AbortController();
    running = [];
    await database.db.query(sql.unsafe`TRUNCATE dispatcher_leases`);
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running);
  });

  /** Starts a simulated process that waits for the lease and works while it holds the lease. */
  const startCandidate = ({ signal = stop.signal, seize = false, ttl = ttlMs } = {}) => {
    const candidate = { isWorking: false, terms: 0 };
    const work = async (term: AbortSignal) => {
      candidate.isWorking = true;
      candidate.terms += 1;
      if (!term.aborted) await once(term, 'abort');
      candidate.isWorking = false;
    };
    running.push(
      runUnderLease({ db: database.db, name: 'test', logger: silentLogger, ttlMs: ttl, seize }, signal, work),
    );
    return candidate;
  };
  const expectWorking = (candidate: { isWorking: boolean }, isWorking = true) =>
    eventually(async () => expect(candidate.isWorking).to.equal(isWorking));
  /** Inserts a lease row whose holder never renews the lease. */
  const insertFrozenHolder = (validFor: string) =>
    database.db.query(sql.unsafe`
      INSERT INTO dispatcher_leases VALUES ('test', ${randomUUID()}, 7, clock_timestamp() + ${validFor}::interval)`);
  const readLease = async () =>
    (await database.db.one(sql.unsafe`SELECT holder::text, epoch FROM dispatcher_leases`)) as {
      holder: string;
      epoch: bigint;
    };

  it('is renewed by one of many processes for longer than its duration', async () => {
    const candidates = [1, 2, 3].map(() => startCandidate({ ttl: safeTtlMs }));
    await eventually(async () => expect(candidates.some(({ isWorking }) => isWorking)).to.equal(true));
    const { holder } = await readLease();
    const end = performance.now() + 2 * safeTtlMs;
    await eventually(async () => {
      const { rowCount } = await database.db.query(sql.unsafe`
        SELECT FROM dispatcher_leases WHERE expires_at > clock_timestamp() AND holder = ${holder}`);
      expect(rowCount).to.equal(1);
      expect(candidates.filter(({ isWorking }) => isWorking)).to.have.length(1);
      expect(performance.now()).to.be.greaterThan(end);
    });
  });

  it('passes to another process under the next epoch when its holder stops', async () => {
    const leaving = new AbortController();
    const first = startCandidate({ signal: leaving.signal });
    await expectWorking(first);
    const second = startCandidate();
    leaving.abort();
    await expectWorking(second);
    expect(first.isWorking).to.equal(false);
    expect((await readLease()).epoch).to.equal(2n);
  });

  it('passes from a frozen holder to another process under the next epoch', async () => {
    await insertFrozenHolder('300 milliseconds');
    await expectWorking(startCandidate());
    expect((await readLease()).epoch).to.equal(8n);
  });

  it('passes before it expires to a process that seizes it', async () => {
    await insertFrozenHolder('1 hour');
    await expectWorking(startCandidate({ seize: true }));
    expect((await readLease()).epoch).to.equal(8n);
  });

  it('aborts the work of a holder that finds another holder in its place', async () => {
    const candidate = startCandidate();
    await expectWorking(candidate);
    await database.db.query(sql.unsafe`
      UPDATE dispatcher_leases SET holder = ${randomUUID()}, epoch = epoch + 1, expires_at = clock_timestamp() + interval '1 second'`);
    await expectWorking(candidate, false);
    await eventually(async () => expect(candidate.terms).to.equal(2));
  });

  it('aborts the work of a holder that cannot renew it in time', async () => {
    const unreachable = new Error('Postgres is down');
    let isDown = false;
    const db = new Proxy(database.db, {
      get: (target, name) =>
        isDown && name === 'maybeOne' ? () => Promise.reject(unreachable) : Reflect.get(target, name),
    });
    const aborted = Promise.withResolvers<unknown>();
    running.push(
      runUnderLease({ db, name: 'test', logger: silentLogger, ttlMs }, stop.signal, async (term) => {
        isDown = true;
        await once(term, 'abort');
        aborted.resolve(term.reason);
      }),
    );
    expect(await aborted.promise).to.include({ code: 'unavailable' });
  });
});
