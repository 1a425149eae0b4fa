import { expect } from 'chai';
import type { Owner } from '../../src/events/ids.ts';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { createProcessMetrics } from '../../src/service/processes/metrics.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { clientOf } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

const boundMs = 2_000;
const marginMs = 1_500;
const lanes = 4;

describe('the health of a service', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let ada: Member;
  let lane: number;
  before(async () => {
    installation = await begin();
    api = await installation.serve();
    ada = await signUp(api, 'ada@example.com');
    lane = laneOf(ada.account as Owner, lanes);
    await installation.dispatch();
  });
  const looking = (path: string, origin = api.address()) => clientOf({ origin }).get(path);

  it('is told without the lag where the log takes too long to count it, and the service is ready', async () => {
    const core = await installation.core();
    const counted = Promise.withResolvers<void>();
    let isSlow = false;
    const page = async (after: bigint, limit: number) => {
      if (isSlow) await counted.promise;
      return core.log.page(after, limit);
    };
    const app = { ...core, config: { ...core.config, port: 0 }, log: { ...core.log, page } };
    const served = await serve(app, { secrets: installation.secrets, metrics: createProcessMetrics(app) });
    isSlow = true;
    try {
      const ready = await looking('//ready', served.address);
      expect(ready.status, ready.text).to.equal(200);
      const untold = { parkedStreams: null, lag: null };
      expect(ready.json.pipeline).to.deep.equal({ status: 'moving', behind: true, paused: [], ...untold });
    } finally {
      counted.resolve();
      await served.close();
    }
  });

  it('tells of each lane how much waits in it, and for how long', async () => {
    const others = Array.from({ length: lanes }, (_, each) => each).filter((each) => each !== lane);
    await installation.work('--lanes', others.join());
    const lagging = async () => {
      const { status, json } = await looking('//health');
      expect(status).to.equal(200);
      return json.pipeline.lag as {
        projection: string;
        version: number;
        lane: number;
        events: number;
        seconds: number;
      }[];
    };
    const [first] = await lagging();
    expect(first).to.have.all.keys('projection', 'version', 'lane', 'events', 'seconds');
    for (let round = 0; round < 3; round += 1) {
      await at(api, ada).post('/training-sessions', { name: 'Pull', timezone: 'UTC' });
    }
    const all = await installation.log.page(0n, 1_000);
    const mine = all.filter(({ metadata }) => laneOf(metadata.owner, lanes) === lane).length;
    expect(mine).to.be.greaterThan(3);
    await eventually(async () => {
      const lag = await lagging();
      const projections = [...new Set(lag.map(({ projection }) => projection))].sort();
      expect(projections).to.deep.equal(['accounts', 'directories', 'exercises', 'imports', 'sessions']);
      expect(lag.map((each) => `${each.projection}@${each.version}/${each.lane}`).sort()).to.deep.equal(
        projections.flatMap((name) => [0, 1, 2, 3].map((each) => `${name}@1/${each}`)),
      );
      for (const each of lag) expect(each.events, `lane ${each.lane}`).to.equal(each.lane === lane ? mine : 0);
      for (const { seconds, ...each } of lag) expect(seconds > 0).to.equal(each.lane === lane);
    });
    const seconds = async () => (await lagging()).find((each) => each.lane === lane)?.seconds ?? 0;
    const earlier = await seconds();
    expect(await seconds()).to.be.greaterThan(earlier);

    await installation.work('--lanes', `${lane}-${lane}`);
    await eventually(async () => {
      for (const { events, seconds } of await lagging()) expect([events, seconds]).to.deep.equal([0, 0]);
    });
  });

  it('tells within bounds that a database is offline that does not answer', async () => {
    expect((await looking('//health')).json.database_status).to.equal('online');
    installation.postgres.pause();
    try {
      for (const path of ['//health', '//ready']) {
        const asked = performance.now();
        const answer = await looking(path);
        expect(answer.status, answer.text).to.equal(503);
        expect(performance.now() - asked).to.be.lessThan(boundMs + marginMs);
        if (path === '//health') expect(answer.json.database_status).to.equal('offline');
      }
    } finally {
      installation.postgres.resume();
    }
    await eventually(async () => expect((await looking('//ready')).status).to.equal(200));
  });
});
