import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../src/events/ids.ts';
import { claimsIn } from '../../src/infra/claims.ts';
import type { Claims, Obstruction } from '../../src/ports/claims.ts';
import { useDatabase } from '../projections/support/services.ts';

const owner = '01900000-0000-7000-8000-00000000000a' as AccountId;
const email = { scope: 'email', key: 'ada@example.com' };

describe('claims in Postgres', () => {
  const database = useDatabase();
  let claims: Claims;
  beforeEach(async () => {
    await database.db.query(sql.unsafe`TRUNCATE claims`);
    claims = claimsIn(database.db, Buffer.alloc(32, 3));
  });

  it('go to one of many who ask at once', async () => {
    const holders = Array.from({ length: 20 }, (_, n) => `account-${n}`);
    const answers = await Promise.all(holders.map((holder) => claims.take(email, holder, owner, 0)));
    expect(answers.filter((obstruction) => obstruction === null)).to.have.length(1);
    const holder = await claims.holder(email);
    expect(answers.filter((obstruction) => obstruction?.holder === holder)).to.have.length(19);
  });

  it('may be taken again by their holder, for a later event', async () => {
    await claims.take(email, 'account-1', owner, 0);
    expect(await claims.take(email, 'account-1', owner, 3)).to.equal(null);
    expect(await claims.take(email, 'account-2', owner, 0)).to.include({ holder: 'account-1', revision: 3, owner });
  });

  it('can be taken over once, and only as they were seen', async () => {
    await claims.take(email, 'account-1', owner, 0);
    const seen = (await claims.take(email, 'account-2', owner, 0)) as Obstruction;
    await claims.take(email, 'account-1', owner, 1);
    expect(await claims.takeOver(email, seen, 'account-2', owner, 0)).to.equal(false);
    const again = (await claims.take(email, 'account-2', owner, 0)) as Obstruction;
    const both = await Promise.all(['account-2', 'account-3'].map((to) => claims.takeOver(email, again, to, owner, 0)));
    expect(both.filter(Boolean)).to.have.length(1);
  });

  it('are released only where they are older than the release', async () => {
    await claims.take(email, 'account-1', owner, 5);
    await claims.release([email], 'account-1', 5);
    await claims.release([email], 'account-2', 9);
    expect(await claims.holder(email)).to.equal('account-1');
    await claims.release([email], 'account-1', 6);
    expect(await claims.holder(email)).to.equal(null);
  });

  it('keep no name in the clear, and tell scopes apart', async () => {
    await claims.take(email, 'account-1', owner, 0);
    expect(await claims.take({ ...email, scope: 'slug' }, 'account-2', owner, 0)).to.equal(null);
    const rows = await database.db.any(sql.unsafe`SELECT * FROM claims`);
    expect(JSON.stringify(rows)).not.to.include('ada');
  });
});
