import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { IncompatibleDatabase } from '../../../src/infra/postgres/incompatible-database.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { addMasterKey, openRootKey, retireMasterKeys } from '../../../src/infra/postgres/root-key.ts';
import { useDatabase } from '../../support/databases.ts';

const account = '01900000-0000-7000-8000-000000000001' as AccountId;
const [right, wrong] = [Buffer.alloc(32, 5), Buffer.alloc(32, 6)];

describe('the master key of a database', () => {
  const database = useDatabase();
  beforeEach(() => database.db.query(sql.unsafe`TRUNCATE root_keys, master_key, account_keys`));

  const isAccepted = (master: Buffer): Promise<boolean> =>
    openRootKey(database.db, master).then(
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

  it('returns the same random root key at every start, which is not the master key', async () => {
    const root = await openRootKey(database.db, right);
    expect(root).to.have.length(32).and.not.to.deep.equal(right);
    expect(await openRootKey(database.db, right)).to.deep.equal(root);
  });

  it('is the root key of a database of an older build, whose keys were derived from it', async () => {
    await createKeyRing(database.db, subkey(right, 'data keys')).create(account);
    expect(await openRootKey(database.db, right)).to.deep.equal(right);
  });

  it('can be replaced without another root key: both work until the old one is retired', async () => {
    const root = await openRootKey(database.db, right);
    await addMasterKey(database.db, right, wrong);
    await addMasterKey(database.db, right, wrong);
    expect(await openRootKey(database.db, right)).to.deep.equal(root);
    expect(await openRootKey(database.db, wrong)).to.deep.equal(root);
    expect(await retireMasterKeys(database.db, wrong)).to.equal(1);
    expect(await isAccepted(right)).to.equal(false);
    expect(await openRootKey(database.db, wrong)).to.deep.equal(root);
    expect(await retireMasterKeys(database.db, wrong)).to.equal(0);
  });

  it('cannot be replaced or retired without a master key that works', async () => {
    await openRootKey(database.db, right);
    const changes = [() => addMasterKey(database.db, wrong, wrong), () => retireMasterKeys(database.db, wrong)];
    for (const change of changes) {
      const outcome = await change().then(
        () => 'done',
        (error: unknown) => error,
      );
      expect(outcome).to.be.instanceOf(IncompatibleDatabase);
    }
    expect(await isAccepted(right)).to.equal(true);
  });

  it('accepts any master key for a database whose only data key was destroyed', async () => {
    await createKeyRing(database.db, subkey(right, 'data keys')).destroy(account);
    expect(await isAccepted(right)).to.equal(true);
  });
});
