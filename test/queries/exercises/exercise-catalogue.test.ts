import { expect } from 'chai';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { useDatabase } from '../../support/databases.ts';
import { athlete, contentOf, exerciseId, type Shelf, shelfOn, stranger } from '../support/shelf.ts';

describe('the whole catalogue in Postgres', () => {
  const database = useDatabase();
  let shelf: Shelf;

  beforeEach(async () => {
    shelf = await shelfOn(database.db);
    await shelf.directory('muscleGroups', { type: 'SeedItem', data: { id: 1, name: 'chest', anatomicalName: null } });
    await shelf.shared(2, contentOf('Row'));
    await shelf.shared(1, contentOf('bench', { imagePathStart: '/a.jpg' }));
    await shelf.own(11, contentOf('Mine'));
    await shelf.takeIn();
  });

  const items = async () => JSON.parse((await shelf.catalogue()).body ?? '').items as { name: string; id: string }[];
  const version = async () => (await shelf.catalogue()).version;

  it('holds every exercise of the catalogue as it is alone, by name, and nobody’s own', async () => {
    const all = await items();
    expect(all.map(({ name }) => name)).to.deep.equal(['bench', 'Row']);
    for (const item of all) expect(item).to.deep.equal((await shelf.get({ id: item.id as never }))?.doc);
  });

  it('sends no text to who has it', async () => {
    const known = await version();
    expect(await shelf.catalogue(['x', known])).to.deep.include({ version: known, body: null });
    expect((await shelf.catalogue(['x'])).body).to.be.a('string');
  });

  it('has another version after every change of it, and never an old one again', async () => {
    const seen = [await version()];
    const expectAnother = async (change: () => Promise<unknown>) => {
      await change();
      await shelf.takeIn();
      const now = await version();
      expect(seen).not.to.include(now);
      seen.push(now);
    };
    const remove = { type: 'DeleteExercise', data: { isSuperuser: true } } as const;
    await expectAnother(() =>
      shelf.exercise(1, { type: 'ReviseCatalogueExercise', data: { force: 'push' } }, 'system'),
    );
    await expectAnother(() => shelf.exercise(1, remove, 'system'));
    // As many as before, and none with more history than the one that went.
    await expectAnother(() => shelf.shared(3, contentOf('Plank')));
    await expectAnother(() => shelf.exercise(3, remove, 'system'));
    await expectAnother(() => shelf.shared(4, contentOf('Dip')));
    await expectAnother(() => shelf.directory('muscleGroups', { type: 'AddItem', data: { name: 'Back' } }));
    await expectAnother(() =>
      shelf.directory('muscleGroups', { type: 'RenameItem', data: { itemId: 1, name: 'pecs' } }),
    );
    await expectAnother(() => shelf.directory('equipment', { type: 'AddItem', data: { name: 'Bar' } }));
    await expectAnother(() => shelf.directory('muscleGroups', { type: 'RemoveItem', data: { itemId: 1 } }));
    expect((await items()).map(({ name }) => name)).to.deep.equal(['Dip', 'Row']);
  });

  it('has the same version whatever people do to their own', async () => {
    const before = await version();
    await shelf.own(12, contentOf('Other', { primaryMuscles: [1] }), stranger);
    await shelf.exercise(11, { type: 'DeleteExercise', data: { isSuperuser: false } }, athlete);
    await shelf.takeIn();
    expect(await version()).to.equal(before);
    expect(await shelf.get({ id: exerciseId(11) })).to.equal(null);
  });

  it('has another version where pictures are somewhere else', async () => {
    const elsewhere = {
      caller: athlete,
      requiredPosition: () => 0n,
      imageBase: 'https://other.example.com',
      knownVersions: [],
    };
    expect((await getExerciseCatalogue(shelf.reader, elsewhere)).version).not.to.equal(await version());
  });

  it('is empty text where there is nothing yet', async () => {
    shelf = await shelfOn(database.db);
    expect((await shelf.catalogue()).body).to.equal('{"items":[]}');
  });
});
