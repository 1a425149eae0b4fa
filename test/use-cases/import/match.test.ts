import { expect } from 'chai';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { createExerciseMatcher, type NamedExercise } from '../../../src/use-cases/import/match.ts';

const exercise = (id: string, name: string, aliases: readonly string[] = [], isOwn = false): NamedExercise => ({
  id: id as ExerciseId,
  isOwn,
  name,
  aliases,
});
const own = (id: string, name: string, aliases: readonly string[] = []) => exercise(id, name, aliases, true);

describe('the exercise that is meant by a name', () => {
  it('is found as written, and without case, punctuation, accents and the plural', () => {
    const match = createExerciseMatcher([
      exercise('row', 'Bent Over Row (Barbell)'),
      exercise('up', 'Développé Couché'),
    ]);
    for (const name of ['Bent Over Row (Barbell)', 'bent over row barbell', 'BENT-OVER ROWS [barbell]']) {
      expect(match(name), name).to.equal('row');
    }
    expect(match('developpe couche')).to.equal('up');
  });

  it('is found by its words in any order, but where one thing leads to another', () => {
    const match = createExerciseMatcher([
      exercise('bench', 'Bench Press (Dumbbell)'),
      exercise('down', 'Cable Twist (Up to Down)'),
    ]);
    expect(match('Dumbbell Bench Press')).to.equal('bench');
    expect(match('cable twist up to down')).to.equal('down');
    expect(match('Cable Twist (Down to Up)')).to.equal(null);
  });

  it('is none where words are missing or too many', () => {
    const match = createExerciseMatcher([exercise('bench', 'Bench Press (Dumbbell)')]);
    for (const name of ['Bench Press', 'Press', 'Incline Bench Press (Dumbbell)', '', ' ', '()']) {
      expect(match(name), name).to.equal(null);
    }
  });

  it('tells words apart that only end alike', () => {
    const match = createExerciseMatcher([exercise('press', 'Press'), exercise('abs', 'Plus Minus')]);
    for (const name of ['Pres', 'Plu Minu', 'Pluses']) expect(match(name), name).to.equal(null);
  });

  it('is the athlete’s own before that of the catalogue', () => {
    const match = createExerciseMatcher([
      exercise('theirs', 'Squat', ['Kniebeuge']),
      own('mine', 'Squat'),
      own('bent', 'Kniebeuge'),
    ]);
    expect([match('Squat'), match('squats'), match('Kniebeuge')]).to.deep.equal(['mine', 'mine', 'bent']);
  });

  it('is what bears the name before what it is an alias of, and the letter before the words', () => {
    const match = createExerciseMatcher([
      own('mine', 'Row', ['Barbell Row']),
      exercise('theirs', 'Barbell Row'),
      exercise('other', 'Row Barbell'),
    ]);
    expect([match('Barbell Row'), match('Row Barbell'), match('Row')]).to.deep.equal(['theirs', 'other', 'mine']);
  });
});
