import { expect } from 'chai';
import { sql } from 'slonik';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, expectFoldedSessions, readLog } from './support/audit.ts';
import { holdLock, untilBlocked } from './support/lock.ts';
import {
  anonymousAt,
  clientAt,
  laneOfMember,
  type Member,
  signUp,
  signUpInLane,
  startSession,
} from './support/member.ts';
import { activeDispatcher, type Role } from './support/role.ts';
import { rounds } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/** The time in which another dispatcher must become active. The lease of a frozen one lasts 8 s; a busy machine needs more. */
const takeOverMs = 30_000;

describe('a frozen process', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation({ apis: 2, dispatchers: 2, workers: 1 });
  let worker: Role;
  let ada: Member;
  const others: Member[] = [];
  before(async () => {
    [worker] = suite.workers as [Role];
    ada = await signUp(suite.api);
    const lane = laneOfMember(ada);
    for (let number = 0; number < 2; number += 1) {
      others.push(await signUpInLane(suite.api, (other) => other !== lane));
    }
  });

  const startOne = (member = ada) => startSession(suite.api, member, { name: 'Legs' });
  const statusOf = async (path: string, member = ada) => (await clientAt(suite.api, member).get(path)).status;
  const expectWhole = async () => {
    await eventually(() => expectCaughtUp(suite.installation));
    await expectFoldedSessions(suite.installation, await readLog(suite.installation.log));
  };
  const untilReadiness = (status: number) =>
    eventually(async () => expect((await anonymousAt(suite.api).get('//ready')).status).to.equal(status), takeOverMs);
  const writeAndRead = async () => {
    for (let round = 0; round < rounds; round += 1) expect(await statusOf(await startOne())).to.equal(200);
  };

  it('is replaced by a standby if it is the dispatcher; readiness is red until then, and waking it does no harm', async () => {
    const { dispatchers } = suite;
    expect(await statusOf(await startOne())).to.equal(200);
    const frozen = activeDispatcher(dispatchers);
    frozen.freeze();
    try {
      const path = await startOne();
      await untilReadiness(503);
      expect(activeDispatcher(dispatchers)).to.equal(frozen);
      await eventually(async () => expect(activeDispatcher(dispatchers)).not.to.equal(frozen), takeOverMs);
      await untilReadiness(200);
      expect(await statusOf(path)).to.equal(200);
    } finally {
      frozen.resume();
    }
    // For a moment both dispatchers add jobs: the resumed one and the one that replaced it.
    await writeAndRead();
    await expectWhole();
  });

  it('is replaced by another worker if it is a worker in its transaction, and waking it does no harm', async () => {
    const { api, installation } = suite;
    const path = await startOne();
    expect(await statusOf(path)).to.equal(200);
    const id = path.slice(path.lastIndexOf('/') + 1);
    const row = sql.unsafe`SELECT FROM session_documents_v1 WHERE id = ${id} FOR UPDATE`;
    const release = await holdLock(installation.db, row);
    try {
      expect((await clientAt(api, ada).patch(path, { name: 'Arms' })).status).to.equal(200);
      await untilBlocked(installation.db);
      worker.freeze();
    } finally {
      await release();
    }
    // The frozen worker's transaction now has all the locks it needs, so it blocks its lane.
    await untilReadiness(503);
    const second = await installation.startWorker();
    await untilReadiness(200);
    expect(await statusOf(path)).to.equal(200);
    worker.resume();
    await writeAndRead();
    await expectWhole();
    expect(second.unexpectedExit()).to.equal(null);
    await second.kill();
  });

  it('does not delay other lanes by a second while one lane is blocked', async () => {
    const { db } = suite.installation;
    const delays: number[] = [];
    const lane = laneOfMember(ada);
    const release = await holdLock(db, sql.unsafe`SELECT FROM projection_checkpoints WHERE lane = ${lane} FOR UPDATE`);
    const blocked = await startOne();
    try {
      await untilBlocked(db);
      for (let round = 0; round < rounds; round += 1) {
        for (const other of others) {
          const path = await startOne(other);
          const written = performance.now();
          expect(await statusOf(path, other)).to.equal(200);
          delays.push(performance.now() - written);
        }
      }
      expect(await statusOf(blocked)).to.equal(503);
    } finally {
      await release();
    }
    // A read that waits for the blocked lane is answered 503 after two seconds. The median is used, because a busy
    // machine delays a few reads only.
    expect(delays.toSorted((one, other) => one - other)[delays.length >> 1]).to.be.lessThan(1_000);
    await eventually(async () => expect(await statusOf(blocked)).to.equal(200));
    await expectWhole();
  });

  it('loses no event when the only worker is killed and Redis loses its jobs', async () => {
    await worker.kill();
    const path = await startOne();
    await suite.installation.cache.flushall();
    await worker.restart();
    await eventually(async () => expect(await statusOf(path)).to.equal(200));
    await expectWhole();
  });
});
