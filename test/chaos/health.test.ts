import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { sql } from 'slonik';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { models } from '../../src/projections/models/all.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { clientOf } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { expectCaughtUp, readLog } from './support/audit.ts';
import { holdLock } from './support/lock.ts';
import { anonymousAt, laneCount, laneOfMember, type Member, signUp, startSession } from './support/member.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/** The time limit of a health check, plus a margin for a busy machine. */
const healthMs = 2_000 + 1_500;

type Lag = Readonly<{ projection: string; version: number; lane: number; events: number; seconds: number }>;

describe('health', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let ada: Member;
  let lane: number;
  /** A position in the log: the read models contain all events before it. */
  let start: bigint;
  let unblockLane = async () => {};
  before(async () => {
    const { api, installation } = suite;
    ada = await signUp(api);
    lane = laneOfMember(ada);
    await eventually(() => expectCaughtUp(installation));
    start = await installation.log.head();
    const checkpoints = sql.unsafe`SELECT FROM projection_checkpoints WHERE lane = ${lane} FOR UPDATE`;
    unblockLane = await holdLock(installation.db, checkpoints);
    await startSession(api, ada);
  });
  after(() => unblockLane());

  const readLag = async (): Promise<readonly Lag[]> => {
    const { status, json } = await anonymousAt(suite.api).get('//health');
    expect(status).to.equal(200);
    return json.pipeline.lag;
  };

  it('reports no lag if the log takes too long to count it; the service is ready all the same', async () => {
    await using app = await suite.installation.connect();
    const finishCounting = Promise.withResolvers<void>();
    let isSlow = false;
    const page = async (after: bigint, limit: number) => {
      if (isSlow) await finishCounting.promise;
      return app.log.page(after, limit);
    };
    const slowApp = { ...app, config: { ...app.config, port: 0 }, log: { ...app.log, page } };
    const served = await serve(slowApp, { secrets: suite.installation.secrets });
    isSlow = true;
    try {
      const { status, text, json } = await clientOf({ origin: served.address }).get('//ready');
      expect(status, text).to.equal(200);
      const refusedEvents = await app.refusedEvents.count();
      const figures = { status: 'moving', behind: true, paused: [], parkedStreams: null, lag: null, refusedEvents };
      expect(json.pipeline).to.deep.equal(figures);
    } finally {
      finishCounting.resolve();
      await served.close();
    }
  });

  it('reports for each lane the number of waiting events and the age of the oldest', async () => {
    for (let round = 0; round < 3; round += 1) await startSession(suite.api, ada);
    const waiting = (await readLog(suite.installation.log, start)).filter(
      ({ metadata }) => laneOf(metadata.owner, laneCount) === lane,
    ).length;
    expect(waiting).to.be.greaterThan(3);
    await eventually(async () => {
      const lag = await readLag();
      expect(lag[0]).to.have.all.keys('projection', 'version', 'lane', 'events', 'seconds');
      const names = [...new Set(lag.map(({ projection }) => projection))].sort();
      expect(names).to.deep.equal(models.map(({ name }) => name).sort());
      for (const [version, each] of Map.groupBy(lag, ({ projection, version }) => `${projection}@${version}`)) {
        expect(each.map((entry) => entry.lane).sort(), version).to.deep.equal([0, 1, 2, 3]);
      }
      for (const { lane: each, events, seconds } of lag) {
        expect(events, `lane ${each}`).to.equal(each === lane ? waiting : 0);
        expect(seconds > 0, `lane ${each}`).to.equal(each === lane);
      }
    });
    const age = async () => (await readLag()).find((each) => each.lane === lane)?.seconds ?? 0;
    const earlier = await age();
    await eventually(async () => expect(await age()).to.be.greaterThan(earlier));

    await unblockLane();
    await eventually(async () => {
      for (const { events, seconds } of await readLag()) expect([events, seconds]).to.deep.equal([0, 0]);
    });
  });

  it('counts an event in an own stream that something else has written, and no other foreign event', async () => {
    await using app = await suite.installation.connect();
    const count = async (): Promise<number> =>
      (await anonymousAt(suite.api).get('//health')).json.pipeline.refusedEvents;
    const before = await count();
    for (const stream of [`order-${randomUUID()}`, `session-${randomUUID()}`]) {
      await app.eventStore.appendToStream(stream, jsonEvent({ type: 'SessionStarted', data: {} }));
    }
    await eventually(async () => expect(await count()).to.equal(before + 1));
    await startSession(suite.api, ada);
    await eventually(() => expectCaughtUp(suite.installation));
    expect(await app.refusedEvents.count()).to.equal(before + 1);
  });

  it('reports a frozen database as offline within its time limit', async () => {
    const { api, installation } = suite;
    expect((await anonymousAt(api).get('//health')).json.database_status).to.equal('online');
    installation.postgres.pause();
    try {
      for (const path of ['//health', '//ready']) {
        // The first answers may be a report that was made before, because reports are shared for a second.
        await eventually(async () => {
          const asked = performance.now();
          const { status, text, json } = await anonymousAt(api).get(path);
          expect(performance.now() - asked).to.be.lessThan(healthMs);
          expect(status, text).to.equal(503);
          if (path === '//health') expect(json.database_status).to.equal('offline');
        });
      }
    } finally {
      installation.postgres.resume();
    }
    await eventually(async () => expect((await anonymousAt(api).get('//ready')).status).to.equal(200));
  });
});
