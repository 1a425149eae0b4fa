import { expect } from 'chai';
import { type CommonQueryMethods, type QuerySqlToken, sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { Owner } from '../../../src/events/ids.ts';
import type { Layout, RequiredPosition } from '../../../src/ports/lanes.ts';
import { laneOf, layoutOf } from '../../../src/projections/core/lanes.ts';
import { listAccounts } from '../../../src/queries/accounts/list-accounts.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Locator } from '../../../src/queries/consistency/reader.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { reset } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

const empty = '{"items":[],"total":0,"limit":20,"offset":0}';

describe('a question about everybody', () => {
  const database = useDatabase();
  let layout: Layout;
  let asked: string[];

  beforeEach(async () => {
    layout = await reset(database.db, 4);
    asked = [];
  });

  /** Notes each statement, and lets the test act before it runs. */
  const watched = (before: (asked: number) => Promise<void> = async () => {}): CommonQueryMethods => {
    const noting =
      <Result>(run: (query: QuerySqlToken) => Promise<Result>) =>
      async (query: QuerySqlToken) => {
        asked.push(query.sql);
        await before(asked.length);
        return run(query);
      };
    return { ...database.db, one: noting(database.db.one), any: noting(database.db.any) } as CommonQueryMethods;
  };
  type Parts = Readonly<{ db: CommonQueryMethods; boundMs: number; locator: Locator }>;
  const ask = (
    requiredPosition: RequiredPosition,
    { db = watched(), boundMs, locator = firstVersions(layout) }: Partial<Parts> = {},
  ) =>
    listAccounts(
      { db, locator, watch: watchCheckpoints(db, boundMs === undefined ? {} : { boundMs }) },
      { requiredPosition, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 },
    );
  const arrive = (lane: number, position: bigint) =>
    database.db.query(sql.unsafe`
      UPDATE projection_checkpoints SET position = ${position} WHERE lane = ${lane} AND projection = 'accounts'`);
  const refusal = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => null,
      (error) => (error instanceof DomainError ? error.code : error),
    );
  /** An owner whose events take this lane. */
  const ownerIn = (lane: number): Owner => {
    for (let number = 1; ; number += 1)
      if (laneOf(ownerId(number) as Owner, 4) === lane) return ownerId(number) as Owner;
  };
  const parkAt = (owner: Owner, position: bigint, projection = 'accounts', version = 1) =>
    database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES (${projection}, ${version}, ${`account-${owner}`}, ${owner}, ${position}, 'test', '')`);

  it('costs one round trip when nothing is pending', async () => {
    for (const lane of [0, 1, 2, 3]) await arrive(lane, BigInt(lane));
    expect(await ask((lane) => BigInt(lane))).to.equal(empty);
    expect(asked).to.have.length(1);
  });

  it('waits for every lane that the asker has written to, until the last is there', async () => {
    await arrive(2, 9n);
    const db = watched(async (count) => {
      if (count === 3) await arrive(0, 9n);
      if (count === 5) await arrive(1, 9n);
    });
    expect(await ask((lane) => (lane < 3 ? 9n : 0n), { db })).to.equal(empty);
    expect(asked.length).to.be.greaterThan(5);
  });

  for (const lane of [0, 1, 2, 3]) {
    it(`answers that it is behind, within the bound, while lane ${lane} is`, async () => {
      for (const each of [0, 1, 2, 3]) await arrive(each, each === lane ? 8n : 9n);
      const start = performance.now();
      expect(await refusal(ask(() => 9n, { boundMs: 60 }))).to.equal('read-model-behind');
      expect(performance.now() - start).to.be.within(55, 30_000);
    });
  }

  it('is told of an outage', async () => {
    const db = watched(async (count) => {
      if (count > 1) throw new DomainError('unavailable', 'away');
    });
    expect(await refusal(ask(() => 9n, { db }))).to.equal('unavailable');
  });

  describe('where something is parked', () => {
    beforeEach(async () => {
      for (const lane of [0, 1, 2, 3]) await arrive(lane, 9n);
    });

    for (const position of [1n, 8n, 9n]) {
      it(`at ${position} is told at once that it can not be answered, where that was needed`, async () => {
        await parkAt(ownerIn(2), position);
        await parkAt(ownerIn(1), 1n, 'sessions');
        await parkAt(ownerIn(1), 1n, 'accounts', 2);
        const start = performance.now();
        expect(await refusal(ask(() => 9n))).to.equal('read-model-behind');
        expect(performance.now() - start).to.be.lessThan(1_500);
      });
    }

    it('is answered where nobody needs to see that', async () => {
      await parkAt(ownerIn(2), 5n);
      expect(await ask((lane) => (lane === 2 ? 4n : 9n))).to.equal(empty);
      expect(asked).to.have.length(1);
    });
  });

  describe('while it moves', () => {
    /** Locator as a process knows them that is late: the new ones only after a look. */
    const movingTo = (next: Layout): Locator & { looks: () => number } => {
      let [known, looks] = [layout, 0];
      return {
        ...firstVersions(layout),
        locate: (model) => firstVersions(known).locate(model),
        async refresh() {
          looks += 1;
          known = next;
        },
        looks: () => looks,
      };
    };
    const relane = async (next: Layout) => {
      await database.db.query(sql.unsafe`UPDATE projection_checkpoints SET layout = ${next.layout}, position = 9`);
      for (let lane = 4; lane < next.lanes; lane += 1) {
        await database.db.query(sql.unsafe`
          INSERT INTO projection_checkpoints (projection, version, layout, lane, position)
          VALUES ('accounts', 1, ${next.layout}, ${lane}, 9)`);
      }
    };

    for (const needs of [0n, 9n]) {
      it(`to other lanes goes there at once, needing ${needs}`, async () => {
        const next = layoutOf(2, 6);
        await relane(next);
        const locator = movingTo(next);
        const start = performance.now();
        expect(await ask((_lane, number) => (number === 2 ? needs : 10n ** 15n), { locator })).to.equal(empty);
        expect(performance.now() - start).to.be.lessThan(1_500);
        expect([asked.length, locator.looks()]).to.deep.equal([2, 1]);
      });
    }

    it('to other lanes while it waits goes there, and waits there', async () => {
      const next = layoutOf(2, 6);
      const locator = movingTo(next);
      const db = watched(async (count) => {
        if (count === 3) await relane(next);
        if (count === 6) await arrive(5, 11n);
      });
      const requiredPosition: RequiredPosition = (lane, number) => (number === 1 ? 9n : lane === 5 ? 11n : 9n);
      expect(await ask(requiredPosition, { locator, db, boundMs: 20_000 })).to.equal(empty);
      expect(locator.looks()).to.equal(1);
    });

    it('nowhere is told that it is behind, or what there is where it needs nothing', async () => {
      await database.db.query(sql.unsafe`DELETE FROM projection_checkpoints`);
      expect(await refusal(ask(() => 9n, { boundMs: 30 }))).to.equal('read-model-behind');
      expect(await ask(() => 0n)).to.equal(empty);
    });

    it('away altogether is told that it is behind', async () => {
      const locator = { ...firstVersions(layout), locate: () => null };
      expect(await refusal(ask(() => 0n, { locator }))).to.equal('read-model-behind');
    });
  });
});
