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

describe('the exercise matcher', () => {
  it('finds a name as written and without case, punctuation, accents and plural', () => {
    const match = createExerciseMatcher([
      exercise('row', 'Bent Over Row (Barbell)'),
      exercise('press', 'Développé Couché'),
    ]);
    for (const name of ['Bent Over Row (Barbell)', 'bent over row barbell', 'BENT-OVER ROWS [barbell]']) {
      expect(match(name), name).to.equal('row');
    }
    expect(match('developpe couche')).to.equal('press');
  });

  it('finds the words of a name in any order, unless the name contains "to"', () => {
    const match = createExerciseMatcher([
      exercise('bench', 'Bench Press (Dumbbell)'),
      exercise('down', 'Cable Twist (Up to Down)'),
    ]);
    expect(match('Dumbbell Bench Press')).to.equal('bench');
    expect(match('cable twist up to down')).to.equal('down');
    expect(match('Cable Twist (Down to Up)')).to.equal(null);
  });

  it('returns null for a name with missing or additional words', () => {
    const match = createExerciseMatcher([exercise('bench', 'Bench Press (Dumbbell)')]);
    for (const name of ['Bench Press', 'Press', 'Incline Bench Press (Dumbbell)', '', ' ', '()']) {
      expect(match(name), name).to.equal(null);
    }
  });

  it('does not shorten words that only look like plurals', () => {
    const match = createExerciseMatcher([exercise('press', 'Press'), exercise('plus', 'Plus Minus')]);
    for (const name of ['Pres', 'Plu Minu', 'Pluses']) expect(match(name), name).to.equal(null);
  });

  it('prefers the athlete’s own exercises, by name and by alias', () => {
    const match = createExerciseMatcher([
      exercise('catalogue', 'Squat', ['Kniebeuge']),
      own('own', 'Squat'),
      own('german', 'Kniebeuge'),
    ]);
    expect([match('Squat'), match('squats'), match('Kniebeuge')]).to.deep.equal(['own', 'own', 'german']);
  });

  it('prefers names to aliases, and exact names to other orders of the words', () => {
    const match = createExerciseMatcher([
      own('own', 'Row', ['Barbell Row']),
      exercise('exact', 'Barbell Row'),
      exercise('other', 'Row Barbell'),
    ]);
    expect([match('Barbell Row'), match('Row Barbell'), match('Row')]).to.deep.equal(['exact', 'other', 'own']);
  });
});
