import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../src/events/ids.ts';
import { completeSecrets } from '../../src/infra/local/secret-file.ts';
import { loadConfig } from '../../src/service/config.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import { clientOf, cookiesOf, password } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { silentLogger } from '../projections/support/tables.ts';
import { emptyTables, expectCaughtUp, expectNothingParked, readTables } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

const email = 'unforgettable@example.com';
const marker = 'Geheimnis';
const hevy = `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe
"${marker} Push","1 Mar 2025, 10:00","1 Mar 2025, 11:00","${marker}","Bench Press (Barbell)",,"${marker}",0,"normal",80,5,,,
`;

describe('an erasure', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let api: Role;
  let dispatcher: Role;
  let other: Member;
  let ada: Member;

  const trains = async (member: Member, name: string) => {
    const client = at(api, member);
    const { json, status } = await client.post('/training-sessions', { name, notes: name, timezone: 'UTC' });
    expect(status).to.equal(201);
    const path = `/training-sessions/${json.id}`;
    await client.post(`${path}/exercises`, { name, mode: 'reps' });
    return path;
  };

  before(async () => {
    installation = await begin();
    api = await installation.serve();
    dispatcher = await installation.dispatch();
    other = await signUp(api, 'other@example.com');
    ada = await signUp(api, email);
    await at(api, ada).patch('/access/me', { name: marker });
    await trains(other, 'Legs');
    await trains(ada, marker);
    const headers = { 'content-type': 'text/csv' };
    const raw = { method: 'POST', raw: hevy, headers };
    expect((await at(api, ada).ask('/imports?format=hevy&timezone=UTC', raw)).status).to.equal(201);
  });

  /** The event alone, as one who dies behind it leaves it. */
  const beginErasing = (core: Application, id: AccountId) =>
    core.actOnAccount(id, [{ type: 'EraseAccount', as: 'operator', data: {} }], {
      ...{ actor: { id: 'operator', role: 'system', via: 'cli' }, by: id, receivedAt: core.clock() },
      ...{ correlationId: 'erasure', causationId: 'erasure' },
    });
  /** Every row of every table, whatever it is for. */
  const everything = async (): Promise<string> => {
    const names = await installation.db.anyFirst(sql.unsafe`
      SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
    const rows = names.map((name) =>
      installation.db.anyFirst(sql.unsafe`SELECT t::text FROM ${sql.identifier([String(name)])} t`),
    );
    return (await Promise.all(rows)).flat().join('\n');
  };
  const bytesIn = (folder: string): string =>
    readdirSync(join(installation.dataDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.log'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  const expectForgotten = (text: string, where: string) => {
    expect(text.includes(marker), `${where} holds a text`).to.equal(false);
    expect(text.includes(email), `${where} holds the address`).to.equal(false);
  };

  it('stands and shuts its account out, though its earlier events wait in a lane that nobody works on', async () => {
    expect(await everything()).not.to.include(marker);
    const client = at(api, ada);
    const wrong = await client.ask('/access/me', { method: 'DELETE', body: { password: 'Wr0ng&Steel' } });
    expect(wrong.status).to.equal(401);
    const answer = await client.ask('/access/me', { method: 'DELETE', body: { password } });
    // The read models have not taken it in: the event stands all the same.
    expect([answer.status, answer.json.type]).to.deep.equal([503, 'urn:irontrack:problem:read-model-behind']);
    expect((await client.get('/access/me')).status).to.equal(401);
    expect((await client.post('/access/refresh-jwt')).status).to.equal(401);
    const form = { method: 'POST', raw: new URLSearchParams({ username: email, password }) };
    expect((await clientOf({ origin: api.address() }).ask('/access/signin', form)).status).to.equal(401);
  });

  it('parks nothing, leaves no text anywhere, and the tables of a rebuild', async () => {
    const worker = await installation.work();
    await eventually(() => expectCaughtUp(installation), 30_000);
    await expectNothingParked(installation.db);
    const live = await readTables(installation.db);
    expect(live.get('accounts_v1')).to.have.length(1);
    expect(live.get('session_documents_v1')).to.have.length(1);
    expect(live.get('imports_v1')).to.have.length(0);
    expectForgotten(await everything(), 'Postgres');
    expectForgotten(bytesIn('eventstore'), 'the log');
    // The policy has Redis write its file anew once the read models are there.
    await eventually(async () => expectForgotten(bytesIn('redis'), 'the file of Redis'), 30_000);

    for (const role of [dispatcher, worker]) await role.kill();
    await emptyTables(installation.db);
    for (const role of [worker, dispatcher]) await role.restart();
    await eventually(async () => expect(await readTables(installation.db)).to.deep.equal(live), 30_000);
    await expectNothingParked(installation.db);
  });

  it('makes room for somebody else with the address, and leaves the others alone', async () => {
    const again = await signUp(api, email);
    expect(again.account).not.to.equal(ada.account);
    expect((await at(api, other).get('/training-sessions')).json.total).to.equal(1);
    expect((await at(api, again).get('/training-sessions')).json.total).to.equal(0);
  });

  it('is applied again before anything is served, after a restore that brought the key back', async () => {
    const [account] = [ada.account];
    await installation.db.query(sql.unsafe`
      UPDATE account_keys SET wrapped = (SELECT wrapped FROM account_keys WHERE account_id = ${other.account}), erased_at = NULL
      WHERE account_id = ${account}`);
    await installation.db.query(sql.unsafe`UPDATE policy_checkpoints SET position = 0`);
    await installation.serve();
    const erased = sql.unsafe`SELECT wrapped IS NULL FROM account_keys WHERE account_id = ${account}`;
    expect(await installation.db.oneFirst(erased)).to.equal(true);
  });

  it('is finished by others where whoever began it dies behind the event', async () => {
    const eve = await signUp(api, 'eve@example.com');
    await trains(eve, marker);
    const { config } = loadConfig({ APP_ENVIRONMENT: 'test' });
    const secrets = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, installation.dataDir);
    const { eventStore, postgres, redis } = installation;
    const addresses = { eventStoreUrl: eventStore.url, databaseUrl: postgres.url, redisUrl: redis.url };
    await using core = await connect(config, secrets, addresses, silentLogger);
    const id = eve.account as AccountId;
    await beginErasing(core, id);
    await eventually(async () => {
      const gone = sql.unsafe`SELECT wrapped IS NULL FROM account_keys WHERE account_id = ${id}`;
      expect(await installation.db.oneFirst(gone)).to.equal(true);
      expect((await everything()).includes(marker)).to.equal(false);
    }, 30_000);
    expect(cookiesOf(await clientOf({ origin: api.address() }).get('/access/me'))).to.equal('');
  });

  it('is nothing that a rebuild would finish, for it runs no policies', async () => {
    await dispatcher.kill();
    const { db, log } = installation;
    const eva = await signUp(api, 'eva@example.com');
    const id = eva.account as AccountId;
    await beginErasing(await installation.core(), id);
    const outside = async () => ({
      isForgotten: await db.oneFirst(sql.unsafe`SELECT wrapped IS NULL FROM account_keys WHERE account_id = ${id}`),
      policies: await db.any(sql.unsafe`SELECT * FROM policy_checkpoints ORDER BY policy`),
      head: await log.head(),
    });
    const before = await outside();
    expect(before.isForgotten).to.equal(false);
    for (const name of ['accounts', 'imports']) {
      const { code, stderr } = await installation.run('projections', 'rebuild', name).ended;
      expect(code, stderr).to.equal(0);
    }
    expect(await outside()).to.deep.equal(before);
    await dispatcher.restart();
    await eventually(async () => expect((await outside()).isForgotten).to.equal(true), 30_000);
  });

  it('does not keep the process from ending that finishes it, and is finished by the next', async () => {
    await dispatcher.kill();
    const worker = await installation.work();
    const eve = await signUp(api, 'evi@example.com');
    const finishes = installation.run('dispatch');
    await finishes.prints(/^(IronTrack dispatches)/m);
    const { db } = installation;
    const locked = Promise.withResolvers<void>();
    const freed = Promise.withResolvers<void>();
    const holding = db.transaction(async (tx) => {
      // No vacuum passes by this.
      await tx.query(sql.unsafe`LOCK TABLE claims IN SHARE UPDATE EXCLUSIVE MODE`);
      locked.resolve();
      await freed.promise;
    });
    await Promise.race([locked.promise, holding]);
    const dealtWith = async () =>
      db.oneFirst(sql.unsafe`SELECT position FROM policy_checkpoints WHERE policy = 'finish-erasing-accounts'`);
    const before = await dealtWith();
    try {
      const answer = await at(api, eve).ask('/access/me', { method: 'DELETE', body: { password } });
      expect(answer.status).to.be.oneOf([204, 503]);
      const waiting = sql.unsafe`
        SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'VACUUM%' AND wait_event_type = 'Lock'`;
      await eventually(async () => expect(await db.oneFirst(waiting)).to.equal(1n), 30_000);
      const told = performance.now();
      finishes.signal('SIGTERM');
      const { code, stderr } = await finishes.ended;
      expect(code, stderr).to.equal(0);
      expect(performance.now() - told).to.be.lessThan(12_000);
      expect(await dealtWith()).to.equal(before);
    } finally {
      freed.resolve();
      await holding;
    }
    await dispatcher.restart();
    await eventually(async () => expect(((await dealtWith()) as bigint) > (before as bigint)).to.equal(true), 30_000);
    await worker.kill();
  });
});
