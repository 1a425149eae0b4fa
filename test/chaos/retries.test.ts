import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { expectChains, logOf } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

const start = { name: 'Push', timezone: 'UTC' };

describe('a command sent again with its key', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let apis: readonly [Role, Role];
  let ada: Member;
  before(async () => {
    installation = await begin();
    apis = [await installation.serve(), await installation.serve()];
    ada = await signUp(apis[0], 'ada@example.com');
    for (const api of apis) expect((await at(api, ada).get('/access/me')).status).to.equal(200);
  });

  const eventsOf = async (id: string) => {
    const events = await logOf(installation.log);
    expectChains(events);
    return events.filter(({ stream }) => stream === `session-${id}`).map(({ type }) => type);
  };

  it('is done once when two processes get it at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const headers = { 'idempotency-key': `twice-${round}` };
      const both = () => Promise.all(apis.map((api) => at(api, ada).post('/training-sessions', start, headers)));
      const [one, two] = await both();
      expect([one?.status, two?.status]).to.deep.equal([201, 201]);
      expect(one?.text).to.equal(two?.text);
      const path = `/training-sessions/${one?.json.id}/exercises`;
      const added = await Promise.all(
        apis.map((api) =>
          at(api, ada).post(path, { name: 'Dip', mode: 'reps' }, { 'idempotency-key': `dip-${round}` }),
        ),
      );
      expect(added.map(({ status }) => status)).to.deep.equal([201, 201]);
      expect(added[0]?.text).to.equal(added[1]?.text);
      expect(await eventsOf(one?.json.id)).to.deep.equal(['SessionStarted', 'ExerciseAdded']);
    }
  });

  it('is done once when its process was killed between append and answer', async () => {
    const { redis, cache, eventStore, log } = installation;
    const lookUps = async () => Number(/cmdstat_mget:calls=(\d+)/.exec(await cache.info('commandstats'))?.[1]);
    const headers = { 'idempotency-key': 'killed' };
    const before = await lookUps();
    const head = await log.head();

    // Let in by Redis, held up by the event store; then the other way round, so that it stops behind its append.
    eventStore.pause();
    const unanswered = at(apis[0], ada)
      .post('/training-sessions', start, headers)
      .then(
        ({ status }) => status,
        () => 'no answer',
      );
    await eventually(async () => expect(await lookUps()).to.be.greaterThan(before));
    redis.pause();
    eventStore.resume();
    await eventually(async () => expect(await log.head()).not.to.equal(head));
    await apis[0].kill();
    expect(await unanswered).to.equal('no answer');
    redis.resume();

    const again = await at(apis[1], ada).post('/training-sessions', start, headers);
    expect(again.status).to.equal(201);
    expect(again.headers.get('etag')).to.equal('"0"');
    await apis[0].restart();
    const onceMore = await at(apis[0], ada).post('/training-sessions', start, headers);
    expect(onceMore.text).to.equal(again.text);
    expect(await eventsOf(again.json.id)).to.deep.equal(['SessionStarted']);
  });
});
