import { expect } from 'chai';
import type { AccountId } from '../../src/events/ids.ts';
import type { KnownRows } from '../../src/queries/coaching/get-roster.ts';
import { createRosterCache } from '../../src/service/roster-cache.ts';

const rowsOf = (count: number): KnownRows =>
  new Map(Array.from({ length: count }, (_, at) => [`athlete ${at}` as AccountId, {} as never]));

describe('the cache of rosters', () => {
  it('keeps the rosters that were read last, up to a number of rows', () => {
    const cache = createRosterCache();
    const coaches = Array.from({ length: 5 }, (_, at) => `coach ${at}` as AccountId);
    for (const coach of coaches) cache.set(coach, rowsOf(450));
    expect(coaches.map((coach) => cache.get(coach)?.size)).to.deep.equal([undefined, 450, 450, 450, 450]);
  });

  it('keeps a roster without athletes', () => {
    const cache = createRosterCache();
    cache.set('coach' as AccountId, rowsOf(0));
    expect(cache.get('coach' as AccountId)?.size).to.equal(0);
  });
});
