import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect } from 'chai';
import { sql } from 'slonik';
import { runUnderLease } from '../../../src/projections/core/lease.ts';
import { useDatabase } from '../../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { silent } from '../support/tables.ts';

describe('the lease of the dispatcher', () => {
  const database = useDatabase();
  const ttlMs = 200;
  let stop: AbortController;
  let candidates: Promise<void>[];

  beforeEach(async () => {
    stop = new AbortController();
    candidates = [];
    await database.db.query(sql.unsafe`TRUNCATE dispatcher_leases`);
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(candidates);
  });

  /** Stands for the lease, and works for as long as it has it. */
  const stand = (signal = stop.signal, seize = false) => {
    const candidate = { isWorking: false, terms: 0 };
    const work = async (term: AbortSignal) => {
      candidate.isWorking = true;
      candidate.terms += 1;
      if (!term.aborted) await once(term, 'abort');
      candidate.isWorking = false;
    };
    candidates.push(runUnderLease({ db: database.db, name: 'test', logger: silent, ttlMs, seize }, signal, work));
    return candidate;
  };
  const row = async () =>
    (await database.db.one(sql.unsafe`SELECT holder::text, epoch FROM dispatcher_leases`)) as {
      holder: string;
      epoch: bigint;
    };

  it('is held by one of many, for longer than it lasts', async () => {
    const all = [stand(), stand(), stand()];
    await eventually(async () => expect(all.some(({ isWorking }) => isWorking)).to.equal(true));
    const { holder } = await row();
    const renewed = async () => {
      const { rowCount } = await database.db.query(sql.unsafe`
        SELECT FROM dispatcher_leases WHERE expires_at > clock_timestamp() AND holder = ${holder}`);
      return rowCount;
    };
    const end = performance.now() + 3 * ttlMs;
    await eventually(async () => {
      expect(await renewed()).to.equal(1);
      expect(all.filter(({ isWorking }) => isWorking)).to.have.length(1);
      expect(performance.now()).to.be.greaterThan(end);
    });
  });

  it('passes on at once when its holder leaves', async () => {
    const leaving = new AbortController();
    const first = stand(leaving.signal);
    await eventually(async () => expect(first.isWorking).to.equal(true));
    const second = stand();
    leaving.abort();
    await eventually(async () => expect(second.isWorking).to.equal(true));
    expect(first.isWorking).to.equal(false);
  });

  it('passes on from a holder that is frozen, under the next epoch', async () => {
    await database.db.query(sql.unsafe`
      INSERT INTO dispatcher_leases VALUES ('test', ${randomUUID()}, 7, clock_timestamp() + interval '300 milliseconds')`);
    const standBy = stand();
    await eventually(async () => expect(standBy.isWorking).to.equal(true));
    expect((await row()).epoch).to.equal(8n);
  });

  it('is seized by who knows that its holder is gone', async () => {
    await database.db.query(sql.unsafe`
      INSERT INTO dispatcher_leases VALUES ('test', ${randomUUID()}, 7, clock_timestamp() + interval '1 hour')`);
    const seizing = stand(stop.signal, true);
    await eventually(async () => expect(seizing.isWorking).to.equal(true));
    expect((await row()).epoch).to.equal(8n);
  });

  it('is given up by a holder that finds it taken', async () => {
    const frozen = stand();
    await eventually(async () => expect(frozen.isWorking).to.equal(true));
    await database.db.query(sql.unsafe`
      UPDATE dispatcher_leases SET holder = ${randomUUID()}, epoch = epoch + 1, expires_at = clock_timestamp() + interval '1 second'`);
    await eventually(async () => expect(frozen.isWorking).to.equal(false));
    await eventually(async () => expect(frozen.terms).to.equal(2));
  });
});
