import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { positionsKey } from '../../src/infra/redis/positions.ts';
import { type Answer, problem } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import {
  anonymousAt,
  clientAt,
  laneOfMember,
  type Member,
  signUp,
  signUpInLane,
  startSession,
} from './support/member.ts';
import type { Role } from './support/role.ts';
import { reads, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const memberCount = 8;
/** The time that a query waits for the account's own writes, followed by a margin for a busy machine. */
const waitMs = 2_000;
const marginMs = 1_500;

const expectBehind = (answer: Answer) => problem(answer, 503, 'read-model-behind');

/**
 * Delays each update of a lane checkpoint by 20 ms until the returned function is called, which may be called
 * repeatedly.
 */
async function slowWorkersDown(db: DatabasePool): Promise<() => Promise<void>> {
  await db.query(sql.unsafe`
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$`);
  await db.query(sql.unsafe`
    CREATE TRIGGER slow AFTER UPDATE ON projection_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION slow()`);
  return async () => {
    await db.query(sql.unsafe`DROP TRIGGER IF EXISTS slow ON projection_checkpoints`);
    await db.query(sql.unsafe`DROP FUNCTION IF EXISTS slow`);
  };
}

describe('reading own writes', function () {
  this.timeout(timeoutOf(reads, 0.2));
  const suite = useSharedInstallation();
  let apis: readonly [Role, Role];
  let endSlowness = async () => {};
  afterEach(() => endSlowness());
  before(() => {
    apis = suite.apis as [Role, Role];
  });

  it('returns the last write, or 503 in few cases, while workers are slow', async () => {
    const team = await Promise.all(
      Array.from({ length: memberCount }, (_, number) => signUp(apis[number % 2] as Role)),
    );
    endSlowness = await slowWorkersDown(suite.installation.db);
    const results = { current: 0, unavailable: 0, wrong: [] as string[] };
    const writeAndRead = async (member: Member, number: number, path: string) => {
      const [writer, reader] = (number % 3 === 0 ? apis : apis.toReversed()) as [Role, Role];
      const written = await clientAt(writer, member).patch(path, { name: `Round ${number}` });
      expect(written.status).to.equal(200);
      const readPath = ['/training-sessions?view=full', path, '/changes?types=session', path][number % 4] ?? path;
      const { status, text, json } = await clientAt(reader, member).get(readPath);
      if (status === 200 && text.includes(written.text)) results.current += 1;
      else if (status === 503 && json.type === 'urn:irontrack:problem:read-model-behind') results.unavailable += 1;
      else results.wrong.push(`${readPath}: ${status} ${text}`);
    };
    const perMember = Math.ceil(reads / memberCount);
    await Promise.all(
      team.map(async (member) => {
        for (let number = 0, path = ''; number < perMember; number += 1) {
          if (number % 5 === 0) path = await startSession(apis[number % 2] as Role, member);
          await writeAndRead(member, number, path);
        }
      }),
    );
    expect(results.wrong).to.deep.equal([]);
    expect(results.current + results.unavailable).to.equal(memberCount * perMember);
    expect(results.unavailable).to.be.lessThan((memberCount * perMember) / 20);
  });

  it('returns 503 read-model-behind after its time limit while no worker runs', async () => {
    const ada = await signUp(apis[0]);
    const bob = await signUpInLane(apis[0], (lane) => lane === laneOfMember(ada));
    const [worker] = suite.workers;
    const [writer, reader] = [clientAt(apis[0], ada), clientAt(apis[1], ada)];
    const known = await startSession(apis[0], ada);
    expect((await reader.get(known)).status).to.equal(200);
    expect((await clientAt(apis[1], bob).get('/training-sessions')).status).to.equal(200);
    await worker?.stop();
    const unknown = await startSession(apis[0], ada);
    const paths = [unknown, known, '/training-sessions'];
    await Promise.all(
      paths.map(async (path) => {
        const asked = performance.now();
        const answer = await reader.get(path);
        expectBehind(answer);
        expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
        expect(performance.now() - asked).to.be.within(waitMs - 100, waitMs + marginMs);
      }),
    );

    // Bob's query waits for Ada's write only if the query has the consistency token of that write.
    const renamed = await writer.patch(known, { name: 'Handed over' });
    const token = renamed.headers.get('x-consistency-token') ?? '';
    expect((await clientAt(apis[1], bob).get('/training-sessions')).status).to.equal(200);
    expectBehind(await clientAt(apis[1], bob).get('/training-sessions', { 'x-consistency-token': token }));

    // This simulates a process that dies between append and answer, so that the answer and the recorded position are
    // lost.
    const key = { 'idempotency-key': 'lost' };
    expect((await writer.patch(known, { name: 'Lost' }, key)).status).to.equal(200);
    const losePosition = () => suite.installation.cache.del(positionsKey(ada.account));
    await losePosition();
    expect((await reader.get(known)).json.name).not.to.equal('Lost');
    // A repeated command records the account's position again, and so does a command that changes nothing.
    expect((await writer.patch(known, { name: 'Lost' }, key)).json.name).to.equal('Lost');
    expectBehind(await reader.get(known));
    await losePosition();
    expect((await writer.patch(known, { name: 'Lost' })).headers.get('etag')).to.equal('"3"');
    expectBehind(await reader.get(known));

    const expectReadiness = (status: number) =>
      eventually(async () => expect((await anonymousAt(apis[1]).get('//ready')).status).to.equal(status));
    await expectReadiness(503);
    await worker?.restart();
    await eventually(async () => expect((await reader.get(unknown)).status).to.equal(200));
    await expectReadiness(200);
    expect((await reader.get(known)).json.name).to.equal('Lost');
  });
});
