import { expect } from 'chai';
import { sql } from 'slonik';
import type { Owner } from '../../../src/events/ids.ts';
import { ensureLayout, laneOf } from '../../../src/projections/core/lanes.ts';
import { useDatabase } from '../../support/databases.ts';
import { ownerId } from '../support/training.ts';

describe('lanes', () => {
  const database = useDatabase();

  it('never change for an owner', () => {
    const lanes = [0, 1, 2, 3, 4, 5].map((number) => laneOf(ownerId(number) as Owner, 4));
    expect(lanes).to.deep.equal([0, 1, 2, 3, 4, 5].map((number) => laneOf(ownerId(number) as Owner, 4)));
    expect(laneOf('system', 4)).to.be.within(0, 3);
  });

  it('share out owners that look alike', () => {
    for (const lanes of [2, 4, 8]) {
      const counts = Array.from({ length: lanes }, () => 0);
      for (let owner = 0; owner < 8_000; owner += 1) {
        const lane = laneOf(ownerId(owner) as Owner, lanes);
        counts[lane] = (counts[lane] ?? 0) + 1;
      }
      for (const count of counts) expect(count).to.be.within((8_000 / lanes) * 0.85, (8_000 / lanes) * 1.15);
    }
  });

  it('keep the number that was taken first, whoever asks for another', async () => {
    const all = await Promise.all([3, 3, 5, 8].map((lanes) => ensureLayout(database.db, lanes)));
    const numbers = new Set(all.map(({ lanes }) => lanes));
    expect(numbers.size).to.equal(1);
    const again = await ensureLayout(database.db, 1);
    expect(numbers.has(again.lanes)).to.equal(true);
    expect(await database.db.oneFirst(sql.unsafe`SELECT count(*) FROM lane_layout`)).to.equal(1n);
  });
});
