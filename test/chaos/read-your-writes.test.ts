import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../src/events/ids.ts';
import { positionsKey } from '../../src/infra/redis/positions.ts';
import { laneOf } from '../../src/projections/core/lanes.ts';
import { type Answer, clientOf, problem } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

const members = 20;
const pairs = 50;
/** What a query may wait, and what a machine with other work may take besides. */
const boundMs = 2_000;
const marginMs = 1_500;

describe("an account's own writes", function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let apis: readonly [Role, Role];
  let worker: Role;
  let team: readonly Member[];
  before(async () => {
    installation = await begin();
    apis = [await installation.serve(), await installation.serve()];
    await installation.dispatch();
    worker = await installation.work();
    team = await Promise.all(
      Array.from({ length: members }, (_, number) => signUp(apis[number % 2], `m${number}@example.com`)),
    );
  });

  const started = async (member: Member, api: Role): Promise<string> => {
    const { status, json } = await at(api, member).post('/training-sessions', { timezone: 'UTC' });
    expect(status).to.equal(201);
    return `/training-sessions/${json.id}`;
  };

  it(`are in every answer of ${members * pairs} reads behind a slow worker`, async () => {
    const { db } = installation;
    await db.query(sql.unsafe`
      CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$`);
    await db.query(sql.unsafe`
      CREATE TRIGGER slowly AFTER UPDATE ON projection_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION slowly()`);
    const outcomes = { fresh: 0, behind: 0, wrong: [] as string[] };
    const pair = async (member: Member, number: number, session: { path: string }) => {
      const [writer, reader] = number % 3 === 0 ? apis : apis.toReversed();
      if (!writer || !reader) return;
      if (number % 5 === 0) session.path = await started(member, writer);
      const name = `Round ${number}`;
      const written = await at(writer, member).patch(session.path, { name });
      expect(written.status).to.equal(200);
      const asked = number % 4 === 0 ? '/training-sessions?view=full' : session.path;
      const answer = await at(reader, member).get(asked);
      const isFresh = answer.status === 200 && answer.text.includes(written.text);
      const isBehind = answer.status === 503 && answer.json.type === 'urn:irontrack:problem:read-model-behind';
      if (isFresh) outcomes.fresh += 1;
      else if (isBehind) outcomes.behind += 1;
      else outcomes.wrong.push(`${asked}: ${answer.status} ${answer.text}`);
    };
    await Promise.all(
      team.map(async (member) => {
        const session = { path: '' };
        for (let number = 0; number < pairs; number += 1) await pair(member, number, session);
      }),
    );
    await db.query(sql.unsafe`DROP TRIGGER slowly ON projection_checkpoints`);
    expect(outcomes.wrong).to.deep.equal([]);
    expect(outcomes.fresh + outcomes.behind).to.equal(members * pairs);
    expect(outcomes.behind).to.be.lessThan((members * pairs) / 20);
  });

  it('are told to be behind, within bounds, while no worker works', async () => {
    const [ada] = team;
    if (!ada) throw new Error('Nobody has signed up');
    const known = await started(ada, apis[0]);
    expect((await at(apis[1], ada).get(known)).status).to.equal(200);
    await worker.kill();
    const unseen = await started(ada, apis[0]);
    for (const path of [unseen, known, '/training-sessions']) {
      const asked = performance.now();
      const answer = await at(apis[1], ada).get(path);
      const took = performance.now() - asked;
      problem(answer, 503, 'read-model-behind');
      expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      expect(took).to.be.within(boundMs - 100, boundMs + marginMs);
    }
    const behind = (answer: Answer) => problem(answer, 503, 'read-model-behind');

    // What another account has written is none of its own, unless it was handed over.
    const isBeside = ({ account }: Member) => laneOf(account as AccountId, 4) === laneOf(ada.account as AccountId, 4);
    const bob = team.find((member) => member !== ada && isBeside(member));
    if (!bob) throw new Error('Ada is alone in her lane');
    const named = await at(apis[0], ada).patch(known, { name: 'Handed over' });
    const token = named.headers.get('x-consistency-token') ?? '';
    expect((await at(apis[1], bob).get('/training-sessions')).status).to.equal(200);
    behind(await at(apis[1], bob).get('/training-sessions', { 'x-consistency-token': token }));

    // As where a process dies behind the append: the answer is lost, and nothing of it was noted.
    const key = { 'idempotency-key': 'lost' };
    expect((await at(apis[0], ada).patch(known, { name: 'Lost' }, key)).status).to.equal(200);
    const forget = () => installation.cache.del(positionsKey(ada.account));
    await forget();
    expect((await at(apis[1], ada).get(known)).json.name).not.to.equal('Lost');
    expect((await at(apis[0], ada).patch(known, { name: 'Lost' }, key)).json.name).to.equal('Lost');
    behind(await at(apis[1], ada).get(known));
    await forget();
    expect((await at(apis[0], ada).patch(known, { name: 'Lost' })).headers.get('etag')).to.equal('"2"');
    behind(await at(apis[1], ada).get(known));

    const readiness = () => clientOf({ origin: apis[1].address() }).get('//ready');
    await eventually(async () => expect((await readiness()).status).to.equal(503));
    await worker.restart();
    await eventually(async () => expect((await at(apis[1], ada).get(unseen)).status).to.equal(200));
    await eventually(async () => expect((await readiness()).status).to.equal(200));
    expect((await at(apis[1], ada).get(known)).json.name).to.equal('Lost');
  });
});
