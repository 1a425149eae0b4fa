import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { useDatabase } from '../../support/databases.ts';
import { createExerciseFixture, type ExerciseFixture } from '../support/exercise-fixture.ts';
import { contentOf } from '../support/exercise-samples.ts';

/**
 * What lifters type, each with the exercise that must be the first result. Those of kind `own` search for exercises
 * that the athlete has added, in several alphabets; all others search the catalogue.
 */
const searches = readFileSync(new URL('support/searches.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',') as [kind: string, search: string, exercise: string]);
const kinds = [...new Set(searches.map(([kind]) => kind))];

describe('a table of searches', () => {
  const database = useDatabase();
  let fixture: ExerciseFixture;

  before(async () => {
    fixture = await createExerciseFixture(database.db);
    await fixture.seed();
    const own = new Set(searches.flatMap(([kind, , exercise]) => (kind === 'own' ? [exercise] : [])));
    for (const [at, name] of [...own].entries()) await fixture.addOwn(at + 1, contentOf(name));
    await fixture.project();
  });

  it('has at least 300 searches', () => expect(searches.length).to.be.at.least(300));

  for (const kind of kinds) {
    it(`finds the meant exercise first in 97 of 100 searches of kind ${kind}, and among the first five in all`, async () => {
      const places: (readonly [search: string, place: number])[] = [];
      for (const [, search, exercise] of searches.filter((each) => each[0] === kind)) {
        places.push([search, (await fixture.listNames({ search, limit: 5 })).indexOf(exercise)]);
      }
      expect(places.filter(([, place]) => place === -1)).to.deep.equal([]);
      const notFirst = places.filter(([, place]) => place > 0);
      expect(notFirst.length, String(notFirst)).to.be.at.most(places.length * 0.03);
    });
  }
});
