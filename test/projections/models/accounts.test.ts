import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountEvent } from '../../../src/events/account.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { decodeJob, encodeJob } from '../../../src/projections/core/job.ts';
import { useDatabase } from '../../support/databases.ts';
import { foldedAccounts, onAccount, registration } from '../support/accounts.ts';
import { type MemoryLog, memoryLog } from '../support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../support/tables.ts';
import { ownerId } from '../support/training.ts';

describe('the read model of accounts', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let layout: Layout;

  beforeEach(async () => {
    log = memoryLog();
    layout = await reset(database.db, 1);
  });

  /** Takes in all that was written, a job for each event if asked so, and each job twice. */
  const project = async (separately: boolean) => {
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
    const events = log.all();
    let from = 0n;
    for (const batch of separately ? events.map((event) => [event]) : [events]) {
      const to = batch.at(-1)?.position ?? from;
      const job = { layout: 1, lane: 0, from, to, bookmark: null, events: batch };
      for (let time = 0; time < 2; time += 1) await work(decodeJob(JSON.parse(JSON.stringify(encodeJob(job)))));
      from = to;
    }
    const rows = (await database.db.any(sql.unsafe`SELECT id::text, doc FROM accounts_v1 ORDER BY id`)) as readonly {
      id: string;
      doc: string | null;
    }[];
    expect(Object.fromEntries(rows.map(({ id, doc }) => [id, doc]))).to.deep.equal(foldedAccounts(events));
  };
  const rowOf = async (owner: number): Promise<Record<string, unknown>> =>
    (await database.db.one(sql.unsafe`SELECT * FROM accounts_v1 WHERE id = ${ownerId(owner)}`)) as Record<
      string,
      unknown
    >;
  const on = (owner: number, ...events: readonly AccountEvent[]) =>
    log.append(...events.map((event) => onAccount(owner, event)));

  for (const separately of [false, true]) {
    const how = separately ? 'event by event' : 'in one batch';

    it(`keeps what an account is by all that it went through, ${how}`, async () => {
      log.append(registration(1, { email: 'zoe@example.com', name: 'Zoë', at: '2026-01-10T12:00:00.000001Z' }));
      log.append(registration(2, { email: 'other@example.com', name: null, isActive: false }));
      on(
        1,
        { type: 'AccountRenamed', data: { personal: { name: 'ZOË \u0000\u001e{},"\\' } } },
        { type: 'EmailChanged', data: { personal: { email: 'zoë.new@example.com' } } },
        { type: 'AccountDeactivated', data: {} },
        { type: 'AccountReactivated', data: {} },
        { type: 'SuperuserGranted', data: {} },
        { type: 'SuperuserRevoked', data: {} },
        { type: 'RoleAssigned', data: { role: 'superuser' } },
        { type: 'RoleRevoked', data: { role: 'superuser' } },
        { type: 'RoleAssigned', data: { role: 'fitness-trainer' } },
        { type: 'PasswordChanged', data: { credentialId: ownerId(9) as never } },
        { type: 'PasswordResetOffered', data: {} },
        { type: 'SignedOutEverywhere', data: {} },
        { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } },
      );
      await project(separately);
      const row = await rowOf(1);
      expect(row).to.include({ revision: 13, is_active: true, owner: ownerId(1) });
      expect(row.created_at).to.equal('2026-01-10T12:00:00.000001Z');
      expect([row.sort_name, row.sort_email]).to.deep.equal(['zoe {},"\\', 'zoe.new@example.com']);
      expect(row.search_text).to.equal('zoë {},"\\\nzoë.new@example.com');
      expect(JSON.parse(String(row.doc))).to.include({ email: 'zoë.new@example.com', roleSlug: 'fitness-trainer' });
      expect(String(row.doc)).not.to.contain(ownerId(9));
      expect(await rowOf(2)).to.include({ is_active: false, sort_name: null, search_text: '\nother@example.com' });
    });

    it(`keeps a place for an account whose claim lapsed before it was there, ${how}`, async () => {
      on(1, { type: 'ClaimLapsed', data: { scope: 'email', key: 'one' } });
      on(2, { type: 'ClaimLapsed', data: { scope: 'email', key: 'two' } });
      log.append(registration(2, { email: 'b@example.com', name: 'B' }));
      await project(separately);
      const { id, owner, revision, ...rest } = await rowOf(1);
      expect([id, owner, revision]).to.deep.equal([ownerId(1), ownerId(1), 0]);
      expect(Object.values(rest).every((value) => value === null)).to.equal(true);
      expect(await rowOf(2)).to.include({ revision: 1, is_active: true });
    });
  }
});
