import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../src/events/ids.ts';
import { password } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { emptyReadTables, expectCaughtUp, expectNoParkedStream, readLog, readTables } from './support/audit.ts';
import { holdLock, untilBlocked } from './support/lock.ts';
import { anonymousAt, clientAt, type Member, signUp, startSession } from './support/member.ts';
import type { Role } from './support/role.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/** A personal text that must not remain anywhere after the erasure. */
const secret = 'Geheimnis';
/** A body weight, of which the number must not remain anywhere either. */
const weight = '71.4826359';
const hevyExport = `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe
"${secret} Push","1 Mar 2025, 10:00","1 Mar 2025, 11:00","${secret}","Bench Press (Barbell)",,"${secret}",0,"normal",80,5,,,
`;

describe('erasing an account', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let dispatcher: Role;
  let worker: Role;
  let other: Member;
  let erased: Member;
  before(async () => {
    [dispatcher, worker] = [suite.dispatchers[0], suite.workers[0]] as [Role, Role];
    await eventually(() => expectCaughtUp(suite.installation));
    // The worker is stopped, so that the account's events wait in their lane until it starts again.
    await worker.stop();
    other = await signUp(suite.api);
    erased = await signUp(suite.api);
    await clientAt(suite.api, erased).patch('/access/me', { name: secret });
    await writeSession(other, 'Legs');
    await writeSession(erased, secret);
    for (const [member, value] of [
      [erased, Number(weight)],
      [other, 80],
    ] as const) {
      const body = {
        kind: 'body_weight',
        value,
        unit: 'kg',
        day: '2026-01-10',
        notes: member === erased ? secret : null,
      };
      expect((await clientAt(suite.api, member).post('/body-measurements', body)).status).to.equal(201);
    }
    const csv = { method: 'POST', raw: hevyExport, headers: { 'content-type': 'text/csv' } };
    // While the worker starts, the import is refused, because its own earlier writes are not projected yet.
    await eventually(async () => {
      const answer = await clientAt(suite.api, erased).ask('/imports?format=hevy&timezone=UTC', csv);
      expect(answer.status, answer.text).to.equal(201);
    });
  });

  const writeSession = async (member: Member, name: string) => {
    const path = await startSession(suite.api, member, { name, notes: name });
    await clientAt(suite.api, member).post(`${path}/exercises`, { name, mode: 'reps' });
  };

  /** Only appends the event `AccountErased`, like a process that dies right after the append. */
  const appendErasure = async (account: string): Promise<void> => {
    await using app = await suite.installation.connect();
    const id = account as AccountId;
    await app.actOnAccount(id, [{ type: 'EraseAccount', as: 'operator', data: {} }], {
      ...{ actor: { id: 'operator', role: 'system', via: 'cli' }, by: id, receivedAt: app.clock() },
      ...{ correlationId: 'erasure', causationId: 'erasure' },
    });
  };

  const isKeyDestroyed = ({ account }: Member) =>
    suite.installation.db.oneFirst(sql.unsafe`SELECT wrapped IS NULL FROM account_keys WHERE account_id = ${account}`);

  /** All rows of all Postgres tables as text. */
  const dumpDatabase = async (): Promise<string> => {
    const { db } = suite.installation;
    const names = await db.anyFirst(sql.unsafe`SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'`);
    const rows = names.map((name) => db.anyFirst(sql.unsafe`SELECT t::text FROM ${sql.identifier([String(name)])} t`));
    return (await Promise.all(rows)).flat().join('\n');
  };
  const readFiles = (folder: string): string =>
    readdirSync(join(suite.installation.dataDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.log'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  const expectNoPersonalData = (text: string, where: string) => {
    expect(text.includes(secret), `${where} contains a text`).to.equal(false);
    expect(text.includes(weight), `${where} contains a body weight`).to.equal(false);
    expect(text.includes(erased.email), `${where} contains the email address`).to.equal(false);
  };

  it('ends all access of the account at once, even if its earlier events are not projected yet', async () => {
    expect(await dumpDatabase()).not.to.include(secret);
    const client = clientAt(suite.api, erased);
    const wrong = await client.ask('/access/me', { method: 'DELETE', body: { password: 'Wr0ng&Steel' } });
    expect(wrong.status).to.equal(401);
    const answer = await client.ask('/access/me', { method: 'DELETE', body: { password } });
    // The erasure's event is in the log, but the read models do not contain it yet.
    expect([answer.status, answer.json.type]).to.deep.equal([503, 'urn:irontrack:problem:read-model-behind']);
    expect((await client.get('/access/me')).status).to.equal(401);
    expect((await client.post('/access/refresh-jwt')).status).to.equal(401);
    const form = { method: 'POST', raw: new URLSearchParams({ username: erased.email, password }) };
    expect((await anonymousAt(suite.api).ask('/access/signin', form)).status).to.equal(401);
  });

  it('parks no stream, removes all texts from all services, and leaves the rows that a rebuild produces', async () => {
    const { installation } = suite;
    await worker.restart();
    await eventually(() => expectCaughtUp(installation), 30_000);
    await expectNoParkedStream(installation.db);
    const live = await readTables(installation.db);
    for (const [name, rows] of live) expect(rows.join().includes(erased.account), name).to.equal(false);
    expect(live.get('session_documents_v1')?.join()).to.include(other.account);
    expectNoPersonalData(await dumpDatabase(), 'Postgres');
    expectNoPersonalData(readFiles('eventstore'), 'the log');
    // After the read models have applied the erasure, a policy makes Redis rewrite its file without the personal data.
    await eventually(async () => expectNoPersonalData(readFiles('redis'), 'the file of Redis'), 30_000);

    await Promise.all([worker, dispatcher].map((role) => role.stop()));
    await emptyReadTables(installation.db);
    await Promise.all([worker, dispatcher].map((role) => role.restart()));
    await eventually(async () => expect(await readTables(installation.db)).to.deep.equal(live), 30_000);
    await expectNoParkedStream(installation.db);
  });

  it('frees the email address for a new account without data, and does not affect other accounts', async () => {
    const successor = await signUp(suite.api, erased.email);
    expect(successor.account).not.to.equal(erased.account);
    const totalOf = async (member: Member) => (await clientAt(suite.api, member).get('/training-sessions')).json.total;
    expect(await totalOf(other)).to.equal(1);
    expect(await totalOf(successor)).to.equal(0);
  });

  it('is repeated at the start of a process if a restored backup contains the data key again', async () => {
    const { db, startApi } = suite.installation;
    // A backup is restored while no policy runs, which would move its checkpoint on.
    await dispatcher.stop();
    await db.query(sql.unsafe`
      UPDATE account_keys SET wrapped = (SELECT wrapped FROM account_keys WHERE account_id = ${other.account}), erased_at = NULL
      WHERE account_id = ${erased.account}`);
    await db.query(sql.unsafe`UPDATE policy_checkpoints SET position = 0`);
    await startApi();
    expect(await isKeyDestroyed(erased)).to.equal(true);
    await dispatcher.restart();
  });

  it('is completed by another process if the process that began it dies after the event', async () => {
    const member = await signUp(suite.api);
    await writeSession(member, secret);
    await appendErasure(member.account);
    await eventually(async () => {
      expect(await isKeyDestroyed(member)).to.equal(true);
      expect((await dumpDatabase()).includes(secret)).to.equal(false);
    }, 30_000);
    expect((await clientAt(suite.api, member).get('/access/me')).status).to.equal(401);
  });

  it('is not completed by a rebuild, because a rebuild runs no policies', async () => {
    const { db, log, cli } = suite.installation;
    await dispatcher.stop();
    const member = await signUp(suite.api);
    await appendErasure(member.account);
    const readState = async () => ({
      isKeyDestroyed: await isKeyDestroyed(member),
      policies: await db.any(sql.unsafe`SELECT * FROM policy_checkpoints ORDER BY policy`),
      head: await log.head(),
    });
    const before = await readState();
    expect(before.isKeyDestroyed).to.equal(false);
    const rebuilds = ['accounts', 'imports'].map((name) => cli('projections', 'rebuild', name));
    for (const { code, stderr } of await Promise.all(rebuilds)) expect(code, stderr).to.equal(0);
    expect(await readState()).to.deep.equal(before);
    await dispatcher.restart();
    await eventually(async () => expect(await isKeyDestroyed(member)).to.equal(true), 30_000);
  });

  it('does not prevent its process from stopping, and is completed by the next process', async () => {
    const { db, log, run } = suite.installation;
    await dispatcher.stop();
    const member = await signUp(suite.api);
    const program = run('dispatch');
    await program.prints(/^(Dispatcher started)/m);
    // This table lock blocks the VACUUM with which an erasure is completed.
    const release = await holdLock(db, sql.unsafe`LOCK TABLE claims IN SHARE UPDATE EXCLUSIVE MODE`);
    const readCheckpoint = async () =>
      (await db.oneFirst(sql.unsafe`
        SELECT position FROM policy_checkpoints WHERE policy = 'finish-erasing-accounts'`)) as bigint;
    let position: bigint | undefined;
    try {
      const answer = await clientAt(suite.api, member).ask('/access/me', { method: 'DELETE', body: { password } });
      expect(answer.status).to.be.oneOf([204, 503]);
      await untilBlocked(db);
      position = (await readLog(log)).findLast(({ type }) => type === 'AccountErased')?.position ?? 0n;
      const signalled = performance.now();
      program.signal('SIGTERM');
      const { code, stderr } = await program.ended;
      expect(code, stderr).to.equal(0);
      expect(performance.now() - signalled).to.be.lessThan(12_000);
      expect((await readCheckpoint()) < position).to.equal(true);
    } finally {
      await release();
    }
    await dispatcher.restart();
    await eventually(async () => expect((await readCheckpoint()) >= (position ?? 0n)).to.equal(true), 30_000);
  });
});
