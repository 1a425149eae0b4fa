import { expect } from 'chai';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { createExerciseMatcher, type NamedExercise } from '../../../src/use-cases/import/match.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { createImporter, header } from './support/importer.ts';

const named = (name: string, aliases: readonly string[] = []): NamedExercise => ({
  ...{ id: name as ExerciseId, isOwn: false, name, aliases },
});
const catalogue = [
  named('Leg Press'),
  named('Leg Press (Smith Machine)'),
  named('Bench Press'),
  named('Bench Press (Dumbbell)'),
  named('Bench Press (Barbell)'),
  named('Row', ['Leg Row']),
];

const csvOf = (...names: readonly string[]) =>
  [header, ...names.map((name, at) => `2025-02-01 10:00:00,Legs,1h,${name},${at},100,5,0,0,,,`), ''].join('\n');

describe('the exercises of an import that are not linked', () => {
  const importFile = (csv: string) => {
    const store = inMemoryEventStore(() => noon);
    return createImporter({ store, readMatcher: () => createExerciseMatcher(catalogue) }).importFile(csv);
  };

  it('are in the report with their number of sets, those with most sets first', async () => {
    const { unlinked } = await importFile(csvOf('Row', 'Sofa Lift', 'Leg Press Keller', 'Leg Press Keller'));
    expect(unlinked.map(({ name, sets }) => [name, sets])).to.deep.equal([
      ['Leg Press Keller', 2],
      ['Sofa Lift', 1],
    ]);
  });

  it('have guesses: exercises with all known words of the name, or with all but one', async () => {
    const { unlinked } = await importFile(csvOf('Leg Press Keller', 'Leg Bench Press', 'Bnech Prsse', 'Xyz'));
    const guesses = Object.fromEntries(
      unlinked.map(({ name, guesses }) => [name, guesses.map((guess) => guess.exerciseId)]),
    );
    expect(guesses['Leg Press Keller']).to.deep.equal(['Leg Press', 'Leg Press (Smith Machine)']);
    expect(guesses['Leg Bench Press']).to.deep.equal(['Bench Press', 'Leg Press', 'Bench Press (Barbell)']);
    expect(guesses['Bnech Prsse']?.[0]).to.equal('Bench Press');
    expect(guesses.Xyz).to.deep.equal([]);
  });

  it('are at most a hundred names', async () => {
    const names = Array.from({ length: 105 }, (_, at) => `Zz${at}`);
    expect((await importFile(csvOf(...names))).unlinked).to.have.length(100);
  });

  it('are none when all names are linked', async () =>
    expect((await importFile(csvOf('Row', 'leg press'))).unlinked).to.deep.equal([]));
});
