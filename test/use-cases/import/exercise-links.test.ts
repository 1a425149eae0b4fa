import { expect } from 'chai';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { createExerciseMatcher, type NamedExercise } from '../../../src/use-cases/import/match.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { createImporter, header, onlySession, sessionsIn } from './support/importer.ts';

const exerciseId = (n: number) => `01900000-0000-7000-8000-00000000030${n}` as ExerciseId;
const [squat, row, curl, own] = [exerciseId(1), exerciseId(2), exerciseId(3), exerciseId(4)];
const named = (id: ExerciseId, name: string, isOwn = false): NamedExercise => ({ id, name, isOwn, aliases: [] });
const catalogue = [named(squat, 'Squat (Barbell)'), named(row, 'Seated Row (Cable)')];

const csvOf = (...names: readonly string[]) =>
  [header, ...names.map((name) => `2025-02-01 10:00:00,Legs,1h,${name},1,100,5,0,0,,,`), ''].join('\n');

/** Creates an importer that knows these exercises. `setExercises` replaces them. */
function createImporterWith(exercises: readonly NamedExercise[]) {
  const store = inMemoryEventStore(() => noon);
  let existing = exercises;
  const importer = createImporter({ store, readMatcher: () => createExerciseMatcher(existing) });
  return {
    ...importer,
    store,
    setExercises(...others: readonly NamedExercise[]) {
      existing = others;
    },
    links: () => sessionsIn(store).flatMap((each) => each.exercises.map(({ name, exerciseId }) => [name, exerciseId])),
  };
}

describe('the links of imported exercises', () => {
  it('point to exercises of the catalogue by name; the names stay as written', async () => {
    const { importFile, links } = createImporterWith(catalogue);
    await importFile(csvOf('SQUAT - Barbell', 'Cable Seated Rows', 'Sofa Lift'));
    expect(links()).to.deep.equal([
      ['SQUAT - Barbell', squat],
      ['Cable Seated Rows', row],
      ['Sofa Lift', null],
    ]);
  });

  it('point to the athlete’s own exercises first', async () => {
    const { importFile, links } = createImporterWith([...catalogue, named(own, 'Squat (Barbell)', true)]);
    await importFile(csvOf('Squat (Barbell)'));
    expect(links()).to.deep.equal([['Squat (Barbell)', own]]);
  });

  it('do not change when the same file is imported again, however the catalogue has changed', async () => {
    const { importFile, links, setExercises, store } = createImporterWith(catalogue);
    const csv = csvOf('Squat (Barbell)', 'Seated Row (Cable)', 'Bicep Curl');
    await importFile(csv);
    const [before, eventCount] = [links(), store.all().length];
    // Compared to the first import, one exercise is renamed, one deleted, one new, and one is an own exercise of the
    // athlete.
    setExercises(named(squat, 'Back Squat'), named(curl, 'Bicep Curl'), named(own, 'Squat (Barbell)', true));
    const { counts } = await importFile(csv);
    expect(counts).to.include({ sessionsUpdated: 0, added: 0, updated: 0, removed: 0, unchanged: 3 });
    expect(links()).to.deep.equal(before);
    expect(store.all()).to.have.lengthOf(eventCount);
  });

  it('use the current catalogue for exercises that a later file adds', async () => {
    const { importFile, links, setExercises } = createImporterWith(catalogue);
    await importFile(csvOf('Squat (Barbell)', 'Bicep Curl'));
    setExercises(named(own, 'Squat (Barbell)', true), named(curl, 'Bicep Curl'), named(row, 'Seated Row (Cable)'));
    const { counts } = await importFile(csvOf('Squat (Barbell)', 'Bicep Curl', 'Seated Row (Cable)'));
    expect(counts).to.include({ added: 1, updated: 0, removed: 0 });
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', squat],
      ['Bicep Curl', null],
      ['Seated Row (Cable)', row],
    ]);
  });

  it('keep a change by the athlete through another import and its undo', async () => {
    const { importFile, links, edit, undo, store } = createImporterWith(catalogue);
    await importFile(csvOf('Squat (Barbell)'));
    const session = onlySession(store);
    for (const { id: entryId } of session.exercises) {
      await edit(session, { type: 'EditExercise', data: { entryId, exerciseId: own } });
    }
    const { id } = await importFile(csvOf('Squat (Barbell)', 'Sofa Lift'));
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', own],
      ['Sofa Lift', null],
    ]);
    await undo(id);
    expect(links()).to.deep.equal([['Squat (Barbell)', own]]);
  });

  it('are restored when an undo restores a removed exercise', async () => {
    const { importFile, links, setExercises, undo } = createImporterWith(catalogue);
    await importFile(csvOf('Squat (Barbell)', 'Seated Row (Cable)'));
    setExercises();
    const { id } = await importFile(csvOf('Squat (Barbell)'));
    expect(links()).to.deep.equal([['Squat (Barbell)', squat]]);
    await undo(id);
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', squat],
      ['Seated Row (Cable)', row],
    ]);
  });

  it('use the current catalogue when a file is imported again after an undo', async () => {
    const { importFile, links, setExercises, undo } = createImporterWith(catalogue);
    const csv = csvOf('Squat (Barbell)', 'Bicep Curl');
    const { id } = await importFile(csv);
    await undo(id);
    expect(links()).to.deep.equal([]);
    setExercises(named(curl, 'Bicep Curl'));
    await importFile(csv);
    expect(links()).to.deep.equal([
      ['Squat (Barbell)', null],
      ['Bicep Curl', curl],
    ]);
  });
});
