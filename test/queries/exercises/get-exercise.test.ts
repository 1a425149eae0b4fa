import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, contentOf, exerciseId, stranger } from '../support/exercise-samples.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';

describe('get an exercise', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    await fixture.addToCatalogue(1, contentOf('Bench Press'));
    await fixture.addOwn(11, contentOf('Row', { primaryMuscles: [2, 1], instructions: 'é "quoted" \\ {}\n1.0' }));
    await fixture.addOwn(13, contentOf('Row'), stranger);
    await fixture.project();
  });

  it('finds an own exercise by id or exact name, and one of the catalogue by id or slug', async () => {
    expect(await fixture.get({ id: exerciseId(1) })).to.include({ owner: null, revision: 0 });
    expect(await fixture.get({ id: exerciseId(11) })).to.include({ owner: athlete });
    expect(await fixture.get({ name: 'Row' })).to.include({ owner: athlete });
    expect((await fixture.get({ name: 'Row' }))?.doc).to.include({ instructions: 'é "quoted" \\ {}\n1.0' });
    expect(await fixture.get({ slug: 'bench-press' })).to.include({ owner: null });
    for (const by of [
      { name: 'row' },
      { name: 'Bench Press' },
      { slug: 'row' },
      { id: exerciseId(99) },
      { id: exerciseId(13) },
    ]) {
      expect(await fixture.get(by)).to.equal(null);
    }
  });

  it('finds no exercise that was deleted', async () => {
    await fixture.addOwn(20, contentOf('Short'));
    await fixture.changeExercise(20, { type: 'DeleteExercise', data: { isSuperuser: false } });
    await fixture.project();
    expect(await fixture.get({ id: exerciseId(20) })).to.equal(null);
    expect(await fixture.get({ name: 'Short' })).to.equal(null);
  });
});

describe('names of reference list items in exercises', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  beforeEach(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    const content = { primaryMuscles: [1], secondaryMuscles: [3, 1], equipment: [2], tags: [1] };
    await fixture.addToCatalogue(1, contentOf('Bench Press', content));
    await fixture.addOwn(11, contentOf('Dip', { primaryMuscles: [1, 2] }));
    await fixture.project();
  });

  const remove = (kind: 'muscleGroups' | 'equipment' | 'exerciseTags', itemId: number) =>
    fixture.changeReferenceList(kind, { type: 'RemoveItem', data: { itemId } });

  /** Reads an exercise and returns the names of its primary muscles, secondary muscles, equipment and tags. */
  const namesOf = async (number: number) => {
    const { primaryMuscles, secondaryMuscles, equipment, tags } =
      (await fixture.get({ id: exerciseId(number) }))?.doc ?? {};
    return [primaryMuscles, secondaryMuscles, equipment, tags].map((list: { name: string }[]) =>
      list.map(({ name }) => name).join(),
    );
  };

  it('shows a renamed item in every exercise at once, and changes the ETag and the catalogue’s version', async () => {
    const [before, catalogue] = [await fixture.get({ id: exerciseId(11) }), await fixture.getCatalogue()];
    await fixture.changeReferenceList('muscleGroups', { type: 'RenameItem', data: { itemId: 1, name: 'Pecs' } });
    await fixture.project();
    expect(await namesOf(1)).to.deep.equal(['pecs', 'quads,pecs', 'bench', 'home']);
    expect(await namesOf(11)).to.deep.equal(['pecs,back', '', '', '']);
    const after = await fixture.get({ id: exerciseId(11) });
    expect(after?.revision).to.equal(before?.revision);
    expect(after?.joined).not.to.equal(before?.joined);
    const { version, body } = await fixture.getCatalogue([catalogue.version]);
    expect(version).not.to.equal(catalogue.version);
    expect(body).to.contain('pecs').and.not.to.contain('chest');
    expect(await fixture.getCatalogue([version])).to.deep.include({ version, body: null });
  });

  it('removes a deleted item from every exercise, even if it was the only one', async () => {
    for (const itemId of [1, 2]) await remove('muscleGroups', itemId);
    await remove('equipment', 2);
    await remove('exerciseTags', 1);
    await fixture.project();
    expect(await namesOf(1)).to.deep.equal(['', 'quads', '', '']);
    expect(await namesOf(11)).to.deep.equal(['', '', '', '']);
    expect((await fixture.list()).total).to.equal(2);
  });

  it('shows no item of a reference list that has become empty', async () => {
    for (const itemId of [1, 2, 3]) await remove('muscleGroups', itemId);
    await fixture.project();
    expect(await namesOf(1)).to.deep.equal(['', '', 'bench', 'home']);
  });
});
