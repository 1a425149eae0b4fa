import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { IncompatibleDatabase } from '../../../src/infra/postgres/incompatible-database.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { ensureMasterKey } from '../../../src/infra/postgres/master-key.ts';
import { useDatabase } from '../../support/databases.ts';

const account = '01900000-0000-7000-8000-000000000001' as AccountId;
const [right, wrong] = [Buffer.alloc(32, 5), Buffer.alloc(32, 6)];

describe('the master key of a database', () => {
  const database = useDatabase();
  beforeEach(() => database.db.query(sql.unsafe`TRUNCATE master_key, account_keys`));

  const isAccepted = (master: Buffer): Promise<boolean> =>
    ensureMasterKey(database.db, master).then(
      () => true,
      (error: unknown) => {
        expect(error).to.be.instanceOf(IncompatibleDatabase).with.property('message').that.contains('MASTER_KEY');
        return false;
      },
    );

  it('accepts only the master key that the database was first used with', async () => {
    expect(await isAccepted(right)).to.equal(true);
    expect(await isAccepted(wrong)).to.equal(false);
    expect(await isAccepted(right)).to.equal(true);
  });

  it('accepts one of several master keys that are used at the same moment, and keeps it', async () => {
    const keys = Array.from({ length: 8 }, (_, n) => Buffer.alloc(32, n));
    const accepted = await Promise.all(keys.map(isAccepted));
    expect(accepted.filter((each) => each)).to.have.length(1);
    expect(await Promise.all(keys.map(isAccepted))).to.deep.equal(accepted);
  });

  it('recognises the master key of an older database by its data keys, and stores nothing for another key', async () => {
    await createKeyRing(database.db, subkey(right, 'data keys')).create(account);
    expect(await isAccepted(wrong)).to.equal(false);
    expect(await isAccepted(right)).to.equal(true);
    expect(await isAccepted(wrong)).to.equal(false);
  });

  it('accepts any master key for a database whose only data key was destroyed', async () => {
    await createKeyRing(database.db, subkey(right, 'data keys')).destroy(account);
    expect(await isAccepted(right)).to.equal(true);
  });
});
