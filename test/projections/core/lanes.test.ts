import { expect } from 'chai';
import { sql } from 'slonik';
import type { Owner } from '../../../src/events/ids.ts';
import { ensureLayout, laneOf } from '../../../src/projections/core/lanes.ts';
import { useDatabase } from '../../support/databases.ts';
import { ownerId } from '../support/training.ts';

const lanesOf = (owners: number, lanes: number): readonly number[] =>
  Array.from({ length: owners }, (_, owner) => laneOf(ownerId(owner) as Owner, lanes));

describe('laneOf', () => {
  it('returns the same lane in every build, because stored checkpoints depend on it', () => {
    expect(lanesOf(8, 4)).to.deep.equal([0, 3, 2, 0, 2, 2, 2, 3]);
    expect(lanesOf(8, 7)).to.deep.equal([5, 4, 2, 3, 2, 1, 5, 6]);
    expect(laneOf('system', 4)).to.equal(0);
  });

  it('distributes owners with similar ids evenly', () => {
    for (const lanes of [2, 4, 8]) {
      const counts = Map.groupBy(lanesOf(8_000, lanes), (lane) => lane);
      expect(counts.size).to.equal(lanes);
      for (const { length } of counts.values()) {
        expect(length).to.be.within((8_000 / lanes) * 0.85, (8_000 / lanes) * 1.15);
      }
    }
  });
});

describe('ensureLayout', () => {
  const database = useDatabase();

  it('keeps the number of lanes of the first call, also among calls at the same time', async () => {
    const layouts = await Promise.all([3, 3, 5, 8].map((lanes) => ensureLayout(database.db, lanes)));
    const numbers = new Set(layouts.map(({ lanes }) => lanes));
    expect(numbers.size).to.equal(1);
    expect(numbers.has((await ensureLayout(database.db, 1)).lanes)).to.equal(true);
    expect(await database.db.oneFirst(sql.unsafe`SELECT count(*) FROM lane_layout`)).to.equal(1n);
  });
});
