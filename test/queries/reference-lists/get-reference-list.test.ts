import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { refusalOf } from '../support/refusal.ts';

describe('get a reference list', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;
  const seeds = ['biceps', 'upper chest', 'glúteus', '100% hip', 'under_arm', 'back\\side'];

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    const commands = seeds.map((name, at) => ({
      ...{ type: 'SeedItem', data: { id: at + 1, name, anatomicalName: at === 0 ? 'Biceps brachii' : null } },
    })) as Parameters<ExerciseFixture['changeReferenceList']>[1][];
    await fixture.changeReferenceList('muscleGroups', ...commands);
    await fixture.changeReferenceList('muscleGroups', { type: 'AddItem', data: { name: 'Arm Pit' } });
    await fixture.changeReferenceList('equipment', { type: 'AddItem', data: { name: 'Bar' } });
    await fixture.project();
  });

  const names = async (change: Parameters<ExerciseFixture['getItems']>[1] = {}) =>
    (await fixture.getItems('muscleGroups', change)).map(({ name }) => name);

  it('returns the items of one reference list with id and names', async () => {
    expect(await fixture.getItems('equipment')).to.deep.equal([{ id: 1000, name: 'bar', anatomicalName: null }]);
    expect(await fixture.getItems('exerciseTags')).to.deep.equal([]);
    expect((await fixture.getItems('muscleGroups', { id: 1 }))[0]).to.deep.equal({
      ...{ id: 1, name: 'biceps', anatomicalName: 'Biceps brachii' },
    });
    expect(await fixture.getItems('muscleGroups', { id: 7 })).to.deep.equal([]);
  });

  it('sorts the items of a reference list by name and by id, in both directions', async () => {
    const byName = ['100% hip', 'arm pit', 'back\\side', 'biceps', 'glúteus', 'under_arm', 'upper chest'];
    expect(await names()).to.deep.equal(byName);
    expect(await names({ sortOrder: 'desc' })).to.deep.equal(byName.toReversed());
    expect(await names({ orderBy: 'id' })).to.deep.equal([...seeds, 'arm pit']);
    expect(await names({ orderBy: 'id', sortOrder: 'desc' })).to.deep.equal(['arm pit', ...seeds.toReversed()]);
  });

  it('finds reference list items by part of their name, in any case and literally', async () => {
    expect(await names({ search: 'ARM' })).to.deep.equal(['arm pit', 'under_arm']);
    expect(await names({ search: 'GLÚ' })).to.deep.equal(['glúteus']);
    expect(await names({ search: '%' })).to.deep.equal(['100% hip']);
    expect(await names({ search: '_' })).to.deep.equal(['under_arm']);
    expect(await names({ search: '\\' })).to.deep.equal(['back\\side']);
    expect(await names({ search: 'brachii' })).to.deep.equal([]);
    expect(await names({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('refuses to return a reference list without a change that the caller requires', async () => {
    await fixture.changeReferenceList('equipment', { type: 'RenameItem', data: { itemId: 1000, name: 'Long Bar' } });
    const requiredPosition = () => fixture.head();
    expect(await refusalOf(fixture.getItems('equipment', { requiredPosition }))).to.equal('read-model-behind');
    await fixture.project([fixture.layout.laneOf('system')]);
    expect((await fixture.getItems('equipment', { requiredPosition }))[0]?.name).to.equal('long bar');
  });
});
