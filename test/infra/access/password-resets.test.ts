import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import { createPasswordResets } from '../../../src/infra/access/password-resets.ts';
import type { PasswordResets } from '../../../src/ports/password-resets.ts';
import { useDatabase } from '../../support/databases.ts';
import { athlete, stranger } from '../../support/specification.ts';

describe('password resets in Postgres', () => {
  const database = useDatabase();
  let resets: PasswordResets;
  beforeEach(async () => {
    await database.db.query(sql.unsafe`DELETE FROM password_resets`);
    resets = createPasswordResets(database.db);
  });

  it('accepts a reset token once', async () => {
    const token = await resets.offer(athlete);
    expect(await resets.take(token)).to.equal(athlete);
    expect(await resets.take(token)).to.equal(null);
    expect(await resets.take('another')).to.equal(null);
  });

  it('gives a reset token to one of 50 requests that take it at once', async () => {
    const token = await resets.offer(athlete);
    const takers = await Promise.all(Array.from({ length: 50 }, () => resets.take(token)));
    expect(takers.filter((taker) => taker !== null)).to.deep.equal([athlete]);
  });

  it('accepts a reset token for an hour', async () => {
    const token = await resets.offer(athlete);
    const pass = (minutes: number) =>
      database.db.query(sql.unsafe`
        UPDATE password_resets SET expires_at = expires_at - make_interval(mins => ${minutes})`);
    await pass(59);
    expect(await resets.take(token)).to.equal(athlete);
    await resets.giveBack(token);
    await pass(2);
    expect(await resets.take(token)).to.equal(null);
  });

  it('replaces an earlier reset token of the same account only', async () => {
    const [first, other] = [await resets.offer(athlete), await resets.offer(stranger)];
    await resets.take(first);
    const second = await resets.offer(athlete);
    await resets.giveBack(first);
    expect(await resets.take(first)).to.equal(null);
    expect(await resets.take(second)).to.equal(athlete);
    expect(await resets.take(other)).to.equal(stranger);
  });

  it('accepts a reset token again after it was given back, and not after it was forgotten', async () => {
    const token = await resets.offer(athlete);
    await resets.take(token);
    await resets.giveBack(token);
    expect(await resets.take(token)).to.equal(athlete);
    await resets.giveBack(token);
    await resets.forget(athlete);
    expect(await resets.take(token)).to.equal(null);
  });

  it('stores only a hash of the reset token', async () => {
    const token = await resets.offer(athlete);
    const row = await database.db.one(sql.type(z.looseObject({}))`SELECT * FROM password_resets`);
    expect(JSON.stringify(row)).not.to.include(token);
    expect(Buffer.from(token, 'base64url')).to.have.length(32);
  });
});
