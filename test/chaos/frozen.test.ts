import { expect } from 'chai';
import { type QuerySqlToken, sql } from 'slonik';
import type { Owner } from '../../src/events/ids.ts';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { clientOf } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, expectFolded, logOf } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import { dispatcherAmong, type Role } from './support/role.ts';

const takeOverMs = 15_000;

describe('a process that is frozen', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let dispatchers: readonly Role[];
  let worker: Role;
  let ada: Member;
  const others: Member[] = [];
  before(async () => {
    installation = await begin();
    api = await installation.serve();
    dispatchers = [await installation.dispatch(), await installation.dispatch()];
    worker = await installation.work();
    ada = await signUp(api, 'ada@example.com');
    // Whose events do not wait for hers.
    for (let number = 0; others.length < 3; number += 1) {
      const other = await signUp(api, `other${number}@example.com`);
      if (laneOf(other.account as Owner, 4) !== laneOf(ada.account as Owner, 4)) others.push(other);
    }
  });

  const started = async (member = ada): Promise<string> => {
    const { status, json } = await at(api, member).post('/training-sessions', { name: 'Legs', timezone: 'UTC' });
    expect(status).to.equal(201);
    return `/training-sessions/${json.id}`;
  };
  const reads = async (path: string, member = ada) => (await at(api, member).get(path)).status;
  const expectWhole = async () => {
    await eventually(() => expectCaughtUp(installation));
    await expectFolded(installation, await logOf(installation.log));
    expect([api, ...dispatchers, worker].flatMap((role) => role.lost() ?? [])).to.deep.equal([]);
  };
  /** Until the statement is met that waits for a lock which the test holds. */
  const blocked = () =>
    eventually(async () => {
      const waiting = await db().oneFirst(sql.unsafe`
        SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
      expect(waiting).to.equal(1n);
    });
  const db = () => installation.db;
  /** Holds what the statement locks until released. */
  const hold = async (lock: QuerySqlToken): Promise<() => Promise<void>> => {
    const locked = Promise.withResolvers<void>();
    const freed = Promise.withResolvers<void>();
    const done = db().transaction(async (tx) => {
      await tx.query(lock);
      locked.resolve();
      await freed.promise;
    });
    await Promise.race([locked.promise, done]);
    return () => {
      freed.resolve();
      return done;
    };
  };

  const readiness = async () => (await clientOf({ origin: api.address() }).get('//ready')).status;
  const turns = (status: number) => eventually(async () => expect(await readiness()).to.equal(status), takeOverMs);

  it('as dispatcher gives way to a stand-by, with readiness red until then, and does no harm when it wakes', async () => {
    expect(await reads(await started())).to.equal(200);
    const frozen = dispatcherAmong(dispatchers);
    frozen.freeze();
    const since = performance.now();
    const path = await started();
    await turns(503);
    expect(dispatcherAmong(dispatchers)).to.equal(frozen);
    await turns(200);
    expect(dispatcherAmong(dispatchers)).not.to.equal(frozen);
    expect(performance.now() - since).to.be.lessThan(takeOverMs);
    expect(await reads(path)).to.equal(200);
    frozen.thaw();
    // For a moment both dispatch.
    for (let round = 0; round < 20; round += 1) expect(await reads(await started())).to.equal(200);
    await expectWhole();
  });

  it('as worker inside its transaction lets another go on, with readiness red until then, and does no harm when it wakes', async () => {
    const path = await started();
    expect(await reads(path)).to.equal(200);
    const id = path.slice(path.lastIndexOf('/') + 1);
    const release = await hold(sql.unsafe`SELECT FROM session_documents_v1 WHERE id = ${id} FOR UPDATE`);
    try {
      const changed = await at(api, ada).patch(path, { name: 'Arms' });
      expect(changed.status).to.equal(200);
      await blocked();
      worker.freeze();
    } finally {
      await release();
    }
    // From here on its transaction has all it needs, and holds the lane.
    await turns(503);
    const second = await installation.work();
    await turns(200);
    expect(await reads(path)).to.equal(200);
    worker.thaw();
    for (let round = 0; round < 20; round += 1) expect(await reads(await started())).to.equal(200);
    await expectWhole();
    expect(second.lost()).to.equal(null);
    await second.kill();
  });

  it('or stuck in one lane does not hold up the others by a second', async () => {
    const lane = laneOf(ada.account as Owner, 4);
    const slowest: number[] = [];
    const release = await hold(sql.unsafe`SELECT FROM projection_checkpoints WHERE lane = ${lane} FOR UPDATE`);
    const held = await started();
    try {
      await blocked();
      for (let round = 0; round < 30; round += 1) {
        for (const other of others) {
          const path = await started(other);
          const written = performance.now();
          expect(await reads(path, other)).to.equal(200);
          slowest.push(performance.now() - written);
        }
      }
      expect(await reads(held)).to.equal(503);
    } finally {
      await release();
    }
    expect(Math.max(...slowest)).to.be.lessThan(1_000);
    await eventually(async () => expect(await reads(held)).to.equal(200));
    await expectWhole();
  });

  it('or killed with the jobs that Redis had of it, and then nothing else, leaves no lane behind', async () => {
    await worker.kill();
    const path = await started();
    await installation.cache.flushall();
    await worker.restart();
    await eventually(async () => expect(await reads(path)).to.equal(200));
    await expectWhole();
  });
});
