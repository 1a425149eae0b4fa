import { expect } from 'chai';
import { listExerciseNames } from '../../../src/queries/exercises/list-exercise-names.ts';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { athlete, contentOf, exerciseId } from '../support/exercise-samples.ts';
import { addReferenceLists } from '../support/reference-list-samples.ts';

const isSuperuser = true;
/** What a text must not be taken for: the member of the stored document that says that an exercise is archived. */
const trap = '"archivedAt":"2026-02-01T00:00:00.000000Z"';

describe('archived exercises', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await addReferenceLists(fixture);
    await fixture.addToCatalogue(1, contentOf('Bench Press'));
    await fixture.addToCatalogue(2, contentOf('Leg Press', { instructions: trap }));
    await fixture.addOwn(11, contentOf('Press'));
    await fixture.addOwn(12, contentOf('My Press'));
    for (const [number, owner] of [[1, 'system'] as const, [11, athlete] as const]) {
      await fixture.changeExercise(number, { type: 'ArchiveExercise', data: { isSuperuser } }, owner);
    }
    await fixture.addOwn(13, contentOf('Press'));
    await fixture.project();
  });

  it('are in no list and no search, unless these ask for them', async () => {
    expect(await fixture.listNames()).to.deep.equal(['Leg Press', 'My Press', 'Press']);
    expect(await fixture.listNames({ search: 'press' })).to.have.members(['Press', 'My Press', 'Leg Press']);
    expect(await fixture.listNames({ archived: true })).to.deep.equal(['Bench Press', 'Press']);
    expect(await fixture.listNames({ archived: true, search: 'bench' })).to.deep.equal(['Bench Press']);
  });

  it('are found by their ids, not by their names and slugs', async () => {
    expect((await fixture.get({ id: exerciseId(11) }))?.doc).to.include({ name: 'Press', revision: 1 });
    expect((await fixture.get({ name: 'Press' }))?.doc.id).to.equal(exerciseId(13));
    expect(await fixture.get({ slug: 'bench-press' })).to.equal(null);
    expect((await fixture.get({ slug: 'leg-press' }))?.doc.archivedAt).to.equal(null);
  });

  it('are not in the catalogue and not linked by imports', async () => {
    const { body } = await fixture.getCatalogue();
    expect(JSON.parse(body ?? '').items.map(({ name }: { name: string }) => name)).to.deep.equal(['Leg Press']);
    const known = await listExerciseNames(fixture.reader, { caller: athlete, requiredPosition: () => 0n });
    expect(known.map(({ id }) => id)).to.have.members([2, 12, 13].map(exerciseId));
  });

  it('come back when they are restored, exactly as the command answered', async () => {
    const { version } = await fixture.getCatalogue();
    const answer = await fixture.changeExercise(1, { type: 'RestoreExercise', data: { isSuperuser } }, 'system');
    await fixture.project();
    expect((await fixture.get({ slug: 'bench-press' }))?.doc).to.deep.equal(answer);
    expect(await fixture.listNames({ search: 'bench' })).to.deep.equal(['Bench Press']);
    expect((await fixture.getCatalogue()).version).not.to.equal(version);
  });
});
