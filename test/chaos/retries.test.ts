import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { eventually } from '../projections/support/eventually.ts';
import { expectValidChains, readLog } from './support/audit.ts';
import { clientAt, type Member, signUp } from './support/member.ts';
import { rounds, seed } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const body = { name: 'Push', timezone: 'UTC' };
const ownId = fc.constantFrom({}, null).map((none) => none ?? { id: randomUUID() });
const set = fc.tuple(ownId, fc.nat(20)).map(([id, reps]) => ({ ...id, reps }));
const exercise = fc
  .tuple(ownId, fc.array(set, { maxLength: 8 }))
  .map(([id, sets]) => ({ ...id, name: 'Dip', mode: 'reps', sets }));
/** Whole training sessions, with and without ids and an end. */
const wholeSession = fc.record({
  name: fc.constantFrom(null, 'Push'),
  timezone: fc.constant('UTC'),
  startedAt: fc.constant('2026-03-01T10:00:00Z'),
  endedAt: fc.constantFrom(null, '2026-03-01T11:00:00Z'),
  exercises: fc.array(exercise, { maxLength: 6 }),
});
/** How many times a whole session is sent at the same moment. */
const copies = 20;

describe('repeated commands with an idempotency key', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let ada: Member;
  const signInNewly = async () => {
    ada = await signUp(suite.api);
    for (const api of suite.apis) expect((await clientAt(api, ada).get('/access/me')).status).to.equal(200);
  };
  before(signInNewly);

  const postTo = (index: number, path: string, content: object, key: string) =>
    clientAt(suite.apis[index] ?? suite.api, ada).post(path, content, { 'idempotency-key': key });
  const postToBoth = (path: string, content: object, key: string) =>
    Promise.all([postTo(0, path, content, key), postTo(1, path, content, key)]);
  /** Where a session is started, also while the one of an earlier round is active. */
  const started = '/training-sessions?replace=abort';
  const eventTypesOf = async (sessionId: string) => {
    const log = await readLog(suite.installation.log);
    expectValidChains(log);
    return log.filter(({ stream }) => stream === `session-${sessionId}`).map(({ type }) => type);
  };

  it('writes a command once if two processes receive it at the same time', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const [one, two] = await postToBoth(started, body, `start-${round}`);
      expect([one.status, two.status]).to.deep.equal([201, 201]);
      expect(one.text).to.equal(two.text);
      const path = `/training-sessions/${one.json.id}/exercises`;
      const [first, second] = await postToBoth(path, { name: 'Dip', mode: 'reps' }, `add-${round}`);
      expect([first.status, second.status]).to.deep.equal([201, 201]);
      expect(first.text).to.equal(second.text);
      expect(await eventTypesOf(one.json.id)).to.deep.equal(['SessionStarted', 'ExerciseAdded']);
    }
  });

  it(`writes a whole session once if two processes receive it many times at the same time (seed ${seed})`, async () => {
    const runs = { seed, numRuns: Math.ceil(rounds / 2) };
    const streams = async () => new Set((await readLog(suite.installation.log)).map(({ stream }) => stream));
    for (const [round, sent] of fc.sample(wholeSession, runs).entries()) {
      const before = (await streams()).size;
      const sending = Array.from({ length: copies }, (_, at) => postTo(at % 2, started, sent, `whole-${round}`));
      const answers = await Promise.all(sending);
      expect(answers.map(({ status }) => status)).to.deep.equal(Array(copies).fill(201));
      expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
      expect(answers.filter(({ headers }) => !headers.has('idempotent-replayed'))).to.have.length(1);
      expect(await eventTypesOf(answers[0]?.json.id)).to.deep.equal([
        'SessionStarted',
        ...sent.exercises.flatMap(({ sets }) => ['ExerciseAdded', ...sets.map(() => 'SetLogged')]),
        ...(sent.endedAt === null ? [] : ['SessionCompleted']),
      ]);
      expect((await streams()).size).to.equal(before + 1);
    }
  });

  it('writes a command once if its process is killed between append and answer', async () => {
    const { redis, cache, eventStore, log } = suite.installation;
    const [first] = suite.apis;
    const key = 'killed';
    // Another athlete, who has no active session, so that the first append is that of the start.
    await signInNewly();
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
