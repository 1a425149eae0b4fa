import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { expectValidChains, readLog } from './support/audit.ts';
import { clientAt, type Member, signUp } from './support/member.ts';
import { rounds } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const body = { name: 'Push', timezone: 'UTC' };

describe('repeated commands with an idempotency key', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation({ apis: 2 });
  let ada: Member;
  before(async () => {
    ada = await signUp(suite.api);
    for (const api of suite.apis) expect((await clientAt(api, ada).get('/access/me')).status).to.equal(200);
  });

  const postTo = (index: number, path: string, content: object, key: string) =>
    clientAt(suite.apis[index] ?? suite.api, ada).post(path, content, { 'idempotency-key': key });
  const postToBoth = (path: string, content: object, key: string) =>
    Promise.all([postTo(0, path, content, key), postTo(1, path, content, key)]);
  const eventTypesOf = async (sessionId: string) => {
    const log = await readLog(suite.installation.log);
    expectValidChains(log);
    return log.filter(({ stream }) => stream === `session-${sessionId}`).map(({ type }) => type);
  };

  it('writes a command once if two processes receive it at the same time', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const [one, two] = await postToBoth('/training-sessions', body, `start-${round}`);
      expect([one.status, two.status]).to.deep.equal([201, 201]);
      expect(one.text).to.equal(two.text);
      const path = `/training-sessions/${one.json.id}/exercises`;
      const [first, second] = await postToBoth(path, { name: 'Dip', mode: 'reps' }, `add-${round}`);
      expect([first.status, second.status]).to.deep.equal([201, 201]);
      expect(first.text).to.equal(second.text);
      expect(await eventTypesOf(one.json.id)).to.deep.equal(['SessionStarted', 'ExerciseAdded']);
    }
  });

  it('writes a command once if its process is killed between append and answer', async () => {
    const { redis, cache, eventStore, log } = suite.installation;
    const [first] = suite.apis;
    const key = 'killed';
    const countLookUps = async () => Number(/cmdstat_mget:calls=(\d+)/.exec(await cache.info('commandstats'))?.[1]);
    const lookUps = await countLookUps();
    const head = await log.head();

    // A frozen event store stops the command before its append; a frozen Redis stops it after its append.
    eventStore.pause();
    const unanswered = postTo(0, '/training-sessions', body, key).then(
      ({ status }) => status,
      () => 'no answer',
    );
    await eventually(async () => expect(await countLookUps()).to.be.greaterThan(lookUps));
    redis.pause();
    eventStore.resume();
    await eventually(async () => expect(await log.head()).not.to.equal(head));
    await first?.kill();
    expect(await unanswered).to.equal('no answer');
    redis.resume();

    const repeated = await postTo(1, '/training-sessions', body, key);
    expect(repeated.status).to.equal(201);
    expect(repeated.headers.get('etag')).to.equal('"0"');
    await first?.restart();
    expect((await postTo(0, '/training-sessions', body, key)).text).to.equal(repeated.text);
    expect(await eventTypesOf(repeated.json.id)).to.deep.equal(['SessionStarted']);
  });
});
