import { expect } from 'chai';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, contentOf, exerciseId } from '../support/exercise-samples.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';
import { refusalOf } from '../support/refusal.ts';

describe('read your writes of exercises', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  beforeEach(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    await fixture.project();
  });

  /** Makes a query require a position in the lane `lane`, and no position in any other lane. */
  const requiredIn = (lane: number, position: bigint) => (of: number) => (of === lane ? position : 0n);

  it('waits for the lane of each part: reference lists, catalogue and own exercises', async () => {
    const [system, own] = [fixture.layout.laneOf('system'), fixture.layout.laneOf(athlete)];
    expect(system).not.to.equal(own);
    for (const [write, lane, other] of [
      [() => fixture.changeReferenceList('equipment', { type: 'AddItem', data: { name: 'Sled' } }), system, own],
      [() => fixture.addToCatalogue(1, contentOf('Bench Press')), system, own],
      [() => fixture.addOwn(11, contentOf('Row')), own, system],
    ] as const) {
      await write();
      const requiredPosition = requiredIn(lane, fixture.head());
      const queries = [
        () => fixture.list({ requiredPosition }),
        () => fixture.get({ id: exerciseId(1) }, { requiredPosition }),
        () => fixture.getCatalogue([], requiredPosition),
      ];
      await fixture.project([other]);
      for (const query of queries) expect(await refusalOf(query())).to.equal('read-model-behind');
      await fixture.project([lane]);
      for (const query of queries) expect(await refusalOf(query())).to.equal(null);
    }
    expect(await fixture.listNames()).to.deep.equal(['Bench Press', 'Row']);
  });

  it('does not find the exercise of another account, and does not wait for its lane', async () => {
    const otherLanes = [fixture.layout.laneOf('system'), fixture.layout.laneOf(athlete)];
    const owners = Array.from({ length: 20 }, (_, number) => ownerId(number + 2) as typeof athlete);
    const owner = owners.find((each) => !otherLanes.includes(fixture.layout.laneOf(each)));
    if (owner === undefined) throw new Error('Every owner is in a lane that the query waits for anyway');
    const by = { id: exerciseId(13) };
    const required = () => ({ requiredPosition: requiredIn(fixture.layout.laneOf(owner), fixture.head()) });

    await fixture.addOwn(13, contentOf('Row'), owner);
    expect(await fixture.get(by, required())).to.equal(null);
    await fixture.project();
    expect(await fixture.get(by, required())).to.equal(null);
  });
});
