import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { useDatabase } from '../../support/databases.ts';
import { type Shelf, shelfOn } from '../support/shelf.ts';

describe('the lists of directories', () => {
  const database = useDatabase();
  let shelf: Shelf;
  const seeds = ['biceps', 'upper chest', 'glúteus', '100% hip', 'under_arm', 'back\\side'];

  before(async () => {
    shelf = await shelfOn(database.db);
    const commands = seeds.map((name, at) => ({
      ...{ type: 'SeedItem', data: { id: at + 1, name, anatomicalName: at === 0 ? 'Biceps brachii' : null } },
    })) as Parameters<Shelf['directory']>[1][];
    await shelf.directory('muscleGroups', ...commands);
    await shelf.directory('muscleGroups', { type: 'AddItem', data: { name: 'Arm Pit' } });
    await shelf.directory('equipment', { type: 'AddItem', data: { name: 'Bar' } });
    await shelf.takeIn();
  });

  const names = async (change: Parameters<Shelf['items']>[1] = {}) =>
    (await shelf.items('muscleGroups', change)).map(({ name }) => name);

  it('show each item with number and names, of one directory alone', async () => {
    expect(await shelf.items('equipment')).to.deep.equal([{ id: 1000, name: 'bar', anatomicalName: null }]);
    expect(await shelf.items('exerciseTags')).to.deep.equal([]);
    expect((await shelf.items('muscleGroups', { id: 1 }))[0]).to.deep.equal({
      ...{ id: 1, name: 'biceps', anatomicalName: 'Biceps brachii' },
    });
    expect(await shelf.items('muscleGroups', { id: 7 })).to.deep.equal([]);
  });

  it('sort by name and by number, both ways', async () => {
    expect(await names()).to.deep.equal([
      '100% hip',
      'arm pit',
      'back\\side',
      'biceps',
      'glúteus',
      'under_arm',
      'upper chest',
    ]);
    expect(await names({ sortOrder: 'desc' })).to.deep.equal((await names()).toReversed());
    expect(await names({ orderBy: 'id' })).to.deep.equal([...seeds, 'arm pit']);
    expect(await names({ orderBy: 'id', sortOrder: 'desc' })).to.deep.equal(['arm pit', ...seeds.toReversed()]);
  });

  it('search parts of names in any case, literally', async () => {
    expect(await names({ search: 'ARM' })).to.deep.equal(['arm pit', 'under_arm']);
    expect(await names({ search: 'GLÚ' })).to.deep.equal(['glúteus']);
    expect(await names({ search: '%' })).to.deep.equal(['100% hip']);
    expect(await names({ search: '_' })).to.deep.equal(['under_arm']);
    expect(await names({ search: '\\' })).to.deep.equal(['back\\side']);
    expect(await names({ search: 'brachii' })).to.deep.equal([]);
    expect(await names({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('show a change to who needs it, or say that they are behind', async () => {
    await shelf.directory('equipment', { type: 'RenameItem', data: { itemId: 1000, name: 'Long Bar' } });
    const requiredPosition = () => shelf.head();
    const behind = await shelf.items('equipment', { requiredPosition }).catch((error) => error);
    expect(behind).to.be.instanceOf(DomainError).and.to.include({ code: 'read-model-behind' });
    await shelf.takeIn([shelf.layout.laneOf('system')]);
    expect((await shelf.items('equipment', { requiredPosition }))[0]?.name).to.equal('long bar');
  });
});
