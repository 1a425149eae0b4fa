import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { useDatabase } from '../../support/databases.ts';

const idOf = (n: number) => `01900000-0000-7000-8000-0000000000${n}` as AccountId;
const wrapping = Buffer.alloc(32, 5);

const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof DomainError ? error.code : error;
};

describe('data keys in Postgres', () => {
  const database = useDatabase();

  it('creates one data key per account, also for concurrent processes', async () => {
    const rings = Array.from({ length: 5 }, () => createKeyRing(database.db, wrapping));
    await Promise.all(rings.map((ring) => ring.create(idOf(10))));
    const keys = await Promise.all(rings.map((ring) => ring.readKey(idOf(10))));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).to.equal(1);
  });

  it('stores a data key wrapped and bound to its account', async () => {
    const ring = createKeyRing(database.db, wrapping);
    await ring.create(idOf(11));
    await ring.create(idOf(12));
    const key = Buffer.from(await ring.readKey(idOf(11)));
    const wrapped = await database.db.oneFirst(
      sql.unsafe`SELECT wrapped FROM account_keys WHERE account_id = ${idOf(11)}`,
    );
    expect(Buffer.from(String(wrapped), 'base64').includes(key)).to.equal(false);
    await database.db.query(
      sql.unsafe`UPDATE account_keys SET wrapped = ${String(wrapped)} WHERE account_id = ${idOf(12)}`,
    );
    expect(await refusalOf(createKeyRing(database.db, wrapping).readKey(idOf(12)))).to.equal('unavailable');
    expect(await refusalOf(createKeyRing(database.db, Buffer.alloc(32, 6)).readKey(idOf(11)))).to.equal('unavailable');
  });

  it('reads the key of an erased account as a tombstone, and creates no new one', async () => {
    const ring = createKeyRing(database.db, wrapping);
    await ring.create(idOf(13));
    await database.db.query(sql.unsafe`
      UPDATE account_keys SET wrapped = NULL, erased_at = now() WHERE account_id = ${idOf(13)}`);
    const other = createKeyRing(database.db, wrapping);
    expect(await other.readKey(idOf(13))).to.equal('erased');
    expect(await refusalOf(other.create(idOf(13)))).to.equal('account-not-found');
  });

  it('reports a missing data key without tombstone as an outage', async () => {
    expect(await refusalOf(createKeyRing(database.db, wrapping).readKey(idOf(14)))).to.equal('unavailable');
  });
});
