import { expect } from 'chai';
import { sql } from 'slonik';
import { DomainError } from '../../../src/errors.ts';
import type { Owner } from '../../../src/events/ids.ts';
import type { Layout, RequiredPosition } from '../../../src/ports/lanes.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { listAccounts } from '../../../src/queries/accounts/list-accounts.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Locator } from '../../../src/queries/consistency/reader.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { resetReadTables } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { refusalOf } from '../support/refusal.ts';
import { recordStatements } from '../support/statements.ts';

const empty = '{"items":[],"total":0,"limit":20,"offset":0}';

describe('read your writes in all lanes', () => {
  const database = useDatabase();
  let layout: Layout;
  let statements: readonly string[];

  beforeEach(async () => {
    layout = await resetReadTables(database.db, 4);
  });

  type Options = Readonly<{ before?: (number: number) => Promise<void>; boundMs?: number; locator?: Locator }>;
  const list = async (requiredPosition: RequiredPosition, options: Options = {}) => {
    const { before, boundMs, locator = firstVersions(layout) } = options;
    const recording = recordStatements(database.db, before);
    statements = recording.statements;
    const watch = watchCheckpoints(recording.db, boundMs === undefined ? {} : { boundMs });
    const question = { requiredPosition, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    return (await listAccounts({ db: recording.db, locator, watch }, question)).body;
  };
  const moveTo = (lane: number, position: bigint) =>
    database.db.query(sql.unsafe`
      UPDATE projection_checkpoints SET position = ${position} WHERE lane = ${lane} AND projection = 'accounts'`);

  it('answers with one statement when every lane has reached its required position', async () => {
    for (const lane of [0, 1, 2, 3]) await moveTo(lane, BigInt(lane));
    expect(await list((lane) => BigInt(lane))).to.equal(empty);
    expect(statements).to.have.length(1);
  });

  it('waits until the last of the required lanes arrives', async () => {
    await moveTo(2, 9n);
    const before = async (number: number) => {
      if (number === 3) await moveTo(0, 9n);
      if (number === 5) await moveTo(1, 9n);
    };
    expect(await list((lane) => (lane < 3 ? 9n : 0n), { before })).to.equal(empty);
    expect(statements.length).to.be.greaterThan(5);
  });

  for (const late of [0, 1, 2, 3]) {
    it(`refuses to answer when lane ${late} does not arrive within the bound`, async () => {
      for (const lane of [0, 1, 2, 3]) await moveTo(lane, lane === late ? 8n : 9n);
      const start = performance.now();
      expect(await refusalOf(list(() => 9n, { boundMs: 60 }))).to.equal('read-model-behind');
      expect(performance.now() - start).to.be.within(55, 30_000);
    });
  }

  it('reports an outage to a query that waits for all lanes', async () => {
    const before = async (number: number) => {
      if (number > 1) throw new DomainError('unavailable', 'Postgres is away');
    };
    expect(await refusalOf(list(() => 9n, { before }))).to.equal('unavailable');
  });

  describe('with a parked event', () => {
    beforeEach(async () => {
      for (const lane of [0, 1, 2, 3]) await moveTo(lane, 9n);
    });

    /** Finds an owner whose events belong to this lane. */
    const ownerIn = (lane: number): Owner => {
      for (let number = 1; ; number += 1) {
        const owner = ownerId(number) as Owner;
        if (layout.laneOf(owner) === lane) return owner;
      }
    };
    const park = (owner: Owner, position: bigint, projection = 'accounts', version = 1) =>
      database.db.query(sql.unsafe`
        INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
        VALUES (${projection}, ${version}, ${`account-${owner}`}, ${owner}, ${position}, 'test', '')`);

    for (const position of [1n, 8n, 9n]) {
      it(`refuses at once to answer without the parked event ${position} when the caller requires position 9`, async () => {
        await park(ownerIn(2), position);
        // Streams that are parked in another read model or in another version of this one must not influence the query.
        await park(ownerIn(1), 1n, 'sessions');
        await park(ownerIn(1), 1n, 'accounts', 2);
        const start = performance.now();
        expect(await refusalOf(list(() => 9n))).to.equal('read-model-behind');
        expect(performance.now() - start).to.be.lessThan(1_500);
      });
    }

    it('ignores a parked event after the required position', async () => {
      await park(ownerIn(2), 5n);
      expect(await list((lane) => (lane === 2 ? 4n : 9n))).to.equal(empty);
      expect(statements).to.have.length(1);
    });
  });

  describe('while the lane layout changes', () => {
    /** Creates a locator that returns the old lane layout until it is refreshed, and the layout `next` after that. */
    const createLateLocator = (next: Layout): Locator & { refreshes: () => number } => {
      let known = layout;
      let refreshes = 0;
      return {
        locate: (model) => firstVersions(known).locate(model),
        async refresh() {
          refreshes += 1;
          known = next;
        },
        refreshes: () => refreshes,
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

    for (const required of [0n, 9n]) {
      it(`reads the next layout at once when the old one is gone and position ${required} is required`, async () => {
        const next = layoutOf(2, 6);
        await relane(next);
        const locator = createLateLocator(next);
        const start = performance.now();
        const requiredPosition: RequiredPosition = (_lane, number) => (number === 2 ? required : 10n ** 15n);
        expect(await list(requiredPosition, { locator })).to.equal(empty);
        expect(performance.now() - start).to.be.lessThan(1_500);
        expect([statements.length, locator.refreshes()]).to.deep.equal([2, 1]);
      });
    }

    it('goes on waiting in the next layout when the layout changes during the wait', async () => {
      const next = layoutOf(2, 6);
      const locator = createLateLocator(next);
      const before = async (number: number) => {
        if (number === 3) await relane(next);
        if (number === 6) await moveTo(5, 11n);
      };
      const requiredPosition: RequiredPosition = (lane, number) => (number === 2 && lane === 5 ? 11n : 9n);
      expect(await list(requiredPosition, { locator, before, boundMs: 20_000 })).to.equal(empty);
      expect(locator.refreshes()).to.equal(1);
    });

    it('refuses to answer without any checkpoint, unless the caller requires nothing', async () => {
      await database.db.query(sql.unsafe`DELETE FROM projection_checkpoints`);
      expect(await refusalOf(list(() => 9n, { boundMs: 30 }))).to.equal('read-model-behind');
      expect(await list(() => 0n)).to.equal(empty);
    });

    it('refuses to answer while no version of the read model can be read', async () => {
      const locator = { ...firstVersions(layout), locate: () => null };
      expect(await refusalOf(list(() => 0n, { locator }))).to.equal('read-model-behind');
    });
  });
});
