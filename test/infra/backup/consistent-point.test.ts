import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import { atConsistentPoint } from '../../../src/infra/backup/consistent-point.ts';
import { dumpTables } from '../../../src/infra/backup/dump-tables.ts';
import { withClient } from '../../../src/infra/postgres/migrations/ledger.ts';
import { useDatabase } from '../../support/databases.ts';

describe('the moment of a backup', () => {
  const the = useDatabase();
  /** Takes a claim on a connection of its own, as another process does. */
  const claim = (key: string) =>
    withClient({ databaseUrl: the.url }, (client) =>
      client.query(
        `INSERT INTO claims (scope, key, holder, owner, revision, state) VALUES ('email', $1, 'account-1', 'x', 0, 'taken')`,
        [key],
      ),
    );
  const sleep = () => withClient({ databaseUrl: the.url }, (client) => client.query('SELECT pg_sleep(0.05)'));

  it('has the claims from before the log ended, none of later ones, and holds commands up only in between', async () => {
    await claim('before');
    let waiting: Promise<unknown> | undefined;
    let isDone = false;
    const keys = await atConsistentPoint(
      { db: the.db, databaseUrl: the.url },
      async () => {
        waiting = claim('after').then(() => {
          isDone = true;
        });
        await sleep();
        expect(isDone).to.equal(false);
        return 7n;
      },
      async (tx, head) => {
        expect(head).to.equal(7n);
        await waiting;
        const found = [];
        for await (const rows of dumpTables(tx)) found.push(...rows);
        return found.filter(({ table }) => table === 'claims').map(({ row }) => JSON.parse(row).key);
      },
    );
    expect(keys).to.deep.equal(['before']);
    expect(
      await the.db.oneFirst(sql.type(z.object({ count: z.number() }))`SELECT count(*)::int4 AS count FROM claims`),
    ).to.equal(2);
  });
});
