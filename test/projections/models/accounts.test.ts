import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountEvent } from '../../../src/events/account.ts';
import { accountEvent, foldAccounts, registration } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId } from '../support/training.ts';

describe('the read model of accounts', () => {
  const lane = useTestLane();

  /** Applies all events to the read model and compares its documents with folds of the log. */
  const project = async (isSeparate: boolean) => {
    await applyTwice(lane, isSeparate);
    const rows = (await lane.db.any(sql.unsafe`SELECT id::text, doc FROM accounts_v1 ORDER BY id`)) as readonly {
      id: string;
      doc: string | null;
    }[];
    const documents = Object.fromEntries(rows.map(({ id, doc }) => [id, doc]));
    expect(documents).to.deep.equal(foldAccounts(lane.log.all()));
  };
  const readRow = async (owner: number) =>
    (await lane.db.one(sql.unsafe`SELECT * FROM accounts_v1 WHERE id = ${ownerId(owner)}`)) as Record<string, unknown>;
  const append = (owner: number, ...events: readonly AccountEvent[]) =>
    lane.append(...events.map((event) => accountEvent(owner, event)));

  for (const { isSeparate, how } of batchings) {
    it(`folds every type of event of an account into its row, ${how}`, async () => {
      lane.append(registration(1, { email: 'zoe@example.com', name: 'Zoë', at: '2026-01-10T12:00:00.000001Z' }));
      lane.append(registration(2, { email: 'other@example.com', name: null, isActive: false }));
      append(
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
      await project(isSeparate);
      const row = await readRow(1);
      expect(row).to.include({ revision: 13, is_active: true, owner: ownerId(1) });
      expect(row.created_at).to.equal('2026-01-10T12:00:00.000001Z');
      expect([row.sort_name, row.sort_email]).to.deep.equal(['zoe {},"\\', 'zoe.new@example.com']);
      expect(row.search_text).to.equal('zoë {},"\\\nzoë.new@example.com');
      expect(JSON.parse(String(row.doc))).to.include({ email: 'zoë.new@example.com', roleSlug: 'fitness-trainer' });
      expect(String(row.doc)).not.to.contain(ownerId(9));
      expect(await readRow(2)).to.include({ is_active: false, sort_name: null, search_text: '\nother@example.com' });
    });

    it(`keeps a row without a document for an account whose claim lapsed before its registration, ${how}`, async () => {
      append(1, { type: 'ClaimLapsed', data: { scope: 'email', key: 'one' } });
      append(2, { type: 'ClaimLapsed', data: { scope: 'email', key: 'two' } });
      lane.append(registration(2, { email: 'b@example.com', name: 'B' }));
      await project(isSeparate);
      const { id, owner, revision, ...rest } = await readRow(1);
      expect([id, owner, revision]).to.deep.equal([ownerId(1), ownerId(1), 0]);
      expect(Object.values(rest).every((value) => value === null)).to.equal(true);
      expect(await readRow(2)).to.include({ revision: 1, is_active: true });
    });
  }
});
