import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../../src/events/ids.ts';
import { createBatchedClaims } from '../../../src/infra/postgres/batched-claims.ts';
import { createClaims } from '../../../src/infra/postgres/claims.ts';
import type { Claim, CompetingClaim, UniquenessClaims } from '../../../src/ports/claims.ts';
import { useDatabase } from '../../support/databases.ts';

const owner = '01900000-0000-7000-8000-00000000000a' as AccountId;
const email: Claim = { scope: 'email', key: 'ada@example.com' };

const secret = Buffer.alloc(32, 3);

describe('uniqueness claims in Postgres', () => {
  const database = useDatabase();
  const empty = () => database.db.query(sql.unsafe`TRUNCATE claims`);

  for (const [way, claimsOf] of [
    ['taken singly', createClaims],
    ['batched', createBatchedClaims],
  ] as const) {
    describe(`claims ${way}`, () => {
      let claims: UniquenessClaims;
      beforeEach(async () => {
        await empty();
        claims = claimsOf(database.db, secret);
      });

      it(`gives a claim to one of 20 streams that take it at once (${way})`, async () => {
        const holders = Array.from({ length: 20 }, (_, n) => `account-${n}`);
        const answers = await Promise.all(holders.map((holder) => claims.take(email, holder, owner, 0)));
        expect(answers.filter((competing) => competing === null)).to.have.length(1);
        const holder = await claims.holder(email);
        expect(answers.filter((competing) => competing?.holder === holder)).to.have.length(19);
      });

      it(`lets the holder take its claim again for a later event (${way})`, async () => {
        await claims.take(email, 'account-1', owner, 0);
        expect(await claims.take(email, 'account-1', owner, 3)).to.equal(null);
        expect(await claims.take(email, 'account-2', owner, 0)).to.include({ holder: 'account-1', revision: 3, owner });
      });

      it(`lets one stream take over a claim that has not changed since it was read (${way})`, async () => {
        await claims.take(email, 'account-1', owner, 0);
        const seen = (await claims.take(email, 'account-2', owner, 0)) as CompetingClaim;
        await claims.take(email, 'account-1', owner, 1);
        expect(await claims.takeOver(email, seen, 'account-2', owner, 0)).to.equal(false);
        const again = (await claims.take(email, 'account-2', owner, 0)) as CompetingClaim;
        const both = await Promise.all(
          ['account-2', 'account-3'].map((to) => claims.takeOver(email, again, to, owner, 0)),
        );
        expect(both.filter(Boolean)).to.have.length(1);
      });

      it(`releases only claims that are older than the release (${way})`, async () => {
        await claims.take(email, 'account-1', owner, 5);
        await claims.release([email], 'account-1', 5);
        await claims.release([email], 'account-2', 9);
        expect(await claims.holder(email)).to.equal('account-1');
        await claims.release([email], 'account-1', 6);
        expect(await claims.holder(email)).to.equal(null);
      });

      it(`keeps the newest revision when an older attempt takes the claim again (${way})`, async () => {
        await claims.take(email, 'account-1', owner, 3);
        await claims.take(email, 'account-1', owner, 1);
        await claims.release([email], 'account-1', 2);
        expect(await claims.take(email, 'account-2', owner, 0)).to.include({ holder: 'account-1', revision: 3 });
      });

      it(`finds the claims of a scope about a subject, and drops those that have not changed (${way})`, async () => {
        const uses = [1, 2].map((n): Claim => ({ scope: 'unit-use', key: `unit plan ${n}`, subject: 'unit' }));
        for (const [at, use] of uses.entries()) await claims.take(use, `plan-${at}`, owner, 1);
        await claims.take({ scope: 'unit-use', key: 'other plan 1', subject: 'other' }, 'plan-0', owner, 1);
        await claims.take({ scope: 'unit-end', key: 'unit', subject: 'unit' }, 'unit-1', owner, 1);
        const found = await claims.about('unit-use', 'unit');
        expect(found.map(({ holder, revision }) => [holder, revision])).to.have.deep.members([
          ['plan-0', 1],
          ['plan-1', 1],
        ]);
        await claims.take(uses[0] as Claim, 'plan-0', owner, 2);
        for (const each of found) await claims.drop('unit-use', each);
        expect((await claims.about('unit-use', 'unit')).map(({ holder }) => holder)).to.deep.equal(['plan-0']);
        expect(await claims.about('unit-end', 'unit')).to.have.length(1);
        expect(JSON.stringify(await database.db.any(sql.unsafe`SELECT * FROM claims`))).not.to.include('unit plan');
      });

      it(`stores no name in plain text, and keeps scopes apart (${way})`, async () => {
        await claims.take(email, 'account-1', owner, 0);
        expect(await claims.take({ ...email, scope: 'exercise-name' }, 'account-2', owner, 0)).to.equal(null);
        const rows = await database.db.any(sql.unsafe`SELECT * FROM claims`);
        expect(JSON.stringify(rows)).not.to.include('ada');
      });
    });
  }

  describe('500 claims at once', () => {
    const names = Array.from({ length: 500 }, (_, n): Claim => ({ scope: 'exercise-name', key: `exercise ${n}` }));
    const countOf = (state: string) =>
      database.db.oneFirst(
        sql.type(z.object({ count: z.bigint() }))`SELECT count(*) FROM claims WHERE state = ${state}`,
      );
    beforeEach(empty);

    it('gives each of 500 claims to one of two processes that compete for them in opposite orders', async () => {
      const [first, second] = [createBatchedClaims(database.db, secret), createBatchedClaims(database.db, secret)];
      const takeAll = (claims: UniquenessClaims, holder: string, wanted: typeof names) =>
        Promise.all(wanted.map((claim) => claims.take(claim, holder, 'system', 0)));
      const [ours, theirs] = await Promise.all([
        takeAll(first, 'exercise-1', names),
        takeAll(second, 'exercise-2', names.toReversed()),
      ]);
      const won = [ours, theirs].map((answers) => answers.filter((answer) => answer === null).length);
      expect(won.reduce((sum, count) => sum + count)).to.equal(names.length);
      for (const answer of ours) expect(answer?.holder ?? 'exercise-2').to.equal('exercise-2');
    });

    it('confirms each of 500 claims only for its holder', async () => {
      const claims = createBatchedClaims(database.db, secret);
      await Promise.all(names.map((claim, n) => claims.take(claim, `exercise-${n % 2}`, 'system', 0)));
      await Promise.all(names.map((claim) => claims.confirm([claim], 'exercise-0')));
      expect([await countOf('confirmed'), await countOf('taken')]).to.deep.equal([250n, 250n]);
    });

    it('fails all claims of a batch that Postgres refuses, and works afterwards', async () => {
      const claims = createBatchedClaims(database.db, secret);
      const overflowing = names.map((claim) => claims.take(claim, 'exercise-1', 'system', 3_000_000_000));
      const ends = await Promise.allSettled(overflowing);
      expect(ends.filter(({ status }) => status === 'rejected')).to.have.length(names.length);
      expect(await claims.take(email, 'account-1', owner, 0)).to.equal(null);
    });
  });
});
