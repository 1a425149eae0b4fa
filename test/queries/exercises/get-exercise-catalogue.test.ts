import { expect } from 'chai';
import { getExerciseCatalogue } from '../../../src/queries/exercises/get-exercise-catalogue.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, contentOf, exerciseId, stranger } from '../support/exercise-samples.ts';

describe('get the exercise catalogue', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  beforeEach(async () => {
    fixture = await createExerciseFixture(database.db);
    await fixture.changeReferenceList('muscleGroups', {
      ...{ type: 'SeedItem', data: { id: 1, name: 'chest', anatomicalName: null } },
    });
    await fixture.addToCatalogue(2, contentOf('Row'));
    await fixture.addToCatalogue(1, contentOf('bench', { imagePathStart: '/a.jpg' }));
    await fixture.addOwn(11, contentOf('Mine'));
    await fixture.project();
  });

  const items = async () =>
    JSON.parse((await fixture.getCatalogue()).body ?? '').items as { name: string; id: string }[];
  const version = async () => (await fixture.getCatalogue()).version;

  it('returns every exercise of the catalogue as a single read shows it, by name, and no own exercise', async () => {
    const all = await items();
    expect(all.map(({ name }) => name)).to.deep.equal(['bench', 'Row']);
    for (const item of all) expect(item).to.deep.equal((await fixture.get({ id: item.id as never }))?.doc);
  });

  it('returns no body when the version of the catalogue is a known one', async () => {
    const known = await version();
    expect(await fixture.getCatalogue(['x', known])).to.deep.include({ version: known, body: null });
    expect((await fixture.getCatalogue(['x'])).body).to.be.a('string');
  });

  it('gives the catalogue a new version with every change, and never an old one again', async () => {
    const seen = [await version()];
    const expectNewVersion = async (change: () => Promise<unknown>) => {
      await change();
      await fixture.project();
      const now = await version();
      expect(seen).not.to.include(now);
      seen.push(now);
    };
    const remove = { type: 'DeleteExercise', data: { isSuperuser: true } } as const;
    const { changeExercise, changeReferenceList, addToCatalogue } = fixture;
    await expectNewVersion(() =>
      changeExercise(1, { type: 'ReviseCatalogueExercise', data: { force: 'push' } }, 'system'),
    );
    await expectNewVersion(() => changeExercise(1, remove, 'system'));
    // The catalogue now has as many exercises as at first, and none has more events than the deleted exercise had. Its
    // version, which tells clients whether it has changed, must be new nevertheless.
    await expectNewVersion(() => addToCatalogue(3, contentOf('Plank')));
    await expectNewVersion(() => changeExercise(3, remove, 'system'));
    await expectNewVersion(() => addToCatalogue(4, contentOf('Dip')));
    await expectNewVersion(() => changeReferenceList('muscleGroups', { type: 'AddItem', data: { name: 'Back' } }));
    await expectNewVersion(() =>
      changeReferenceList('muscleGroups', { type: 'RenameItem', data: { itemId: 1, name: 'pecs' } }),
    );
    await expectNewVersion(() => changeReferenceList('equipment', { type: 'AddItem', data: { name: 'Bar' } }));
    await expectNewVersion(() => changeReferenceList('muscleGroups', { type: 'RemoveItem', data: { itemId: 1 } }));
    expect((await items()).map(({ name }) => name)).to.deep.equal(['Dip', 'Row']);
  });

  it('keeps the catalogue’s version when own exercises change', async () => {
    const before = await version();
    await fixture.addOwn(12, contentOf('Other', { primaryMuscles: [1] }), stranger);
    await fixture.changeExercise(11, { type: 'DeleteExercise', data: { isSuperuser: false } }, athlete);
    await fixture.project();
    expect(await version()).to.equal(before);
    expect(await fixture.get({ id: exerciseId(11) })).to.equal(null);
  });

  it('gives the catalogue another version when the base URL of images changes', async () => {
    const imageBase = 'https://other.example.com';
    const elsewhere = { caller: athlete, requiredPosition: () => 0n, imageBase, knownVersions: [] };
    expect((await getExerciseCatalogue(fixture.reader, elsewhere)).version).not.to.equal(await version());
  });

  it('returns an empty list while the catalogue has no exercise', async () => {
    fixture = await createExerciseFixture(database.db);
    expect((await fixture.getCatalogue()).body).to.equal('{"items":[]}');
  });
});
