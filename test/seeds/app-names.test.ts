import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ExerciseId } from '../../src/events/ids.ts';
import { createExerciseMatcher } from '../../src/use-cases/import/match.ts';
import { exercises } from './support/catalogue.ts';

/** Lines with the name of an exercise in the export of another app, and the exercise in the seed data that it means. */
const lines = readFileSync(new URL('support/app-names.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const wanted = lines.map((line) => line.split(',') as [app: string, name: string, exercise: string]);

const match = createExerciseMatcher(exercises.map((each) => ({ id: each.name as ExerciseId, isOwn: false, ...each })));

describe('names of exercises in other apps', () => {
  for (const app of ['strong', 'hevy']) {
    const own = wanted.filter(([of]) => of === app);

    it(`a name that ${app} exports is linked to the exercise that it means`, () => {
      expect(own.length).to.be.at.least(200);
      expect(own.map(([, name]) => [name, match(name)])).to.deep.equal(
        own.map(([, name, exercise]) => [name, exercise]),
      );
    });

    it(`a name that ${app} exports is linked in capitals, without brackets, and with the equipment first`, () => {
      const turned = (name: string) => name.replace(/^(.*) \(([^)]+)\)$/, '$2 $1');
      for (const write of [(name: string) => name.toUpperCase(), (name: string) => name.replace(/[()]/g, ''), turned]) {
        const astray = own.filter(([, name, exercise]) => !/\bto\b/i.test(name) && match(write(name)) !== exercise);
        expect(astray).to.deep.equal([]);
      }
    });
  }

  for (const [code, language] of Object.entries({
    ...{ lifters: 'the words of lifters', de: 'German', es: 'Spanish', fr: 'French', it: 'Italian', pt: 'Portuguese' },
  })) {
    it(`a name in ${language} is linked to the exercise that it means`, () => {
      const own = wanted.filter(([of]) => of === code);
      expect(own).not.to.have.length(0);
      expect(own.map(([, name]) => [name, match(name)])).to.deep.equal(
        own.map(([, name, exercise]) => [name, exercise]),
      );
    });
  }

  it('a name that no exercise has is not linked', () => {
    for (const name of [
      'Leg Press Keller',
      'Bent Over Row Machine (Panatta)',
      'Squat (Trampoline)',
      'Hamstring Curl (Kettlebell)',
      'Cable Shoulder',
      'Press',
      'x',
      '',
    ]) {
      expect(match(name), name).to.equal(null);
    }
  });
});
