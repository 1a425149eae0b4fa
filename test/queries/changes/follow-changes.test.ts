import { expect } from 'chai';
import fc from 'fast-check';
import { projections } from '../../projections/support/tables.ts';
import { useDatabase } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { createFeedFixture, createFollower, type FeedFixture } from '../support/feed-fixture.ts';

/** A step of a random run: an act, a part of the log that some read models apply, or a page that the client reads. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('act' as const), act: fc.nat(200), value: fc.nat(500) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('project' as const),
      lane: fc.nat(2),
      percent: fc.integer({ min: 20, max: 120 }),
      left: fc.subarray(projections.map(({ name }) => name)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('page' as const), limit: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('all' as const), limit: fc.integer({ min: 1, max: 6 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe('a client that starts empty and follows the feed', () => {
  const database = useDatabase();

  async function run(fixture: FeedFixture, lanes: number, steps: readonly Step[]): Promise<void> {
    const follower = createFollower(fixture);
    for (const each of steps) {
      if (each.type === 'act') fixture.script.act(each);
      else if (each.type === 'page') {
        const { next } = await follower.read({ limit: each.limit });
        expect(next.own.position <= (await fixture.lowestCheckpoint())).to.equal(true);
      } else if (each.type === 'project') {
        const count = Math.round((fixture.log.all().length * each.percent) / 100);
        const names = new Set(projections.map(({ name }) => name).filter((name) => !each.left.includes(name)));
        await fixture.projectLane(each.lane % lanes, count, names);
      } else {
        await fixture.project();
        await follower.readAll(each.limit);
        expect(follower.documents()).to.deep.equal(await fixture.listed());
      }
    }
    await fixture.project();
    await follower.readAll(3);
    expect(follower.documents()).to.deep.equal(await fixture.listed());
    const late = createFollower(fixture);
    const items = await late.readAll(100);
    expect(items.filter(({ deleted }) => deleted)).to.deep.equal([]);
    expect(late.documents()).to.deep.equal(await fixture.listed());
  }

  it('has exactly what the lists answer, with any pages, at any moment, whatever read model lags', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { minLength: 30, maxLength: 150, size: 'max' }),
      async (lanes, steps) => run(await createFeedFixture(database.db, lanes), lanes, steps),
    );
    await fc.assert(property, samples(6));
  }).timeout(120_000);
});
