import { expect } from 'chai';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { createExerciseMatcher, createMatchers, type NamedExercise } from '../../../src/use-cases/import/match.ts';

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

  it('finds an alias with the equipment that the name has in brackets', () => {
    const match = createExerciseMatcher([exercise('skull', 'Lying Triceps Extension (Barbell)', ['Skull Crusher'])]);
    for (const name of ['Skull Crusher (Barbell)', 'Barbell Skullcrusher', 'BB Skull Crushers']) {
      expect(match(name), name).to.equal('skull');
    }
    expect(match('Skull Crusher (Cable)')).to.equal(null);
  });

  it('finds short forms, words written together, and names without words that only join others', () => {
    const match = createExerciseMatcher([exercise('row', 'Row with Dumbbell'), exercise('bench', 'Bench Press')]);
    expect([match('DB Row'), match('Benchpress'), match('Bench-Press')]).to.deep.equal(['row', 'bench', 'bench']);
  });

  it('finds three and more words of a name that has one word more, if no other name has', () => {
    const single = exercise('cable', 'Overhead Triceps Extension (Cable)');
    const match = createExerciseMatcher([single, exercise('seated', 'Seated Overhead Triceps Extension (Cable)')]);
    expect(match('Triceps Overhead Cable')).to.equal('cable');
    expect(match('Overhead Cable')).to.equal(null);
    const another = exercise('press', 'Overhead Triceps Press (Cable)');
    expect(createExerciseMatcher([single, another])('Triceps Overhead Cable')).to.equal(null);
  });

  it('ignores a muscle that the movement implies, and no other', () => {
    const match = createExerciseMatcher([exercise('hammer', 'Hammer Curl'), exercise('cable', 'Curl (Cable)')]);
    expect(match('Bicep Hammer Curl')).to.equal('hammer');
    expect(match('Hamstring Curl (Cable)')).to.equal(null);
  });

  it('ignores body weight and cable for an exercise without variants', () => {
    const match = createExerciseMatcher([exercise('plank', 'Plank'), exercise('curl', 'Curl (Barbell)', ['Curling'])]);
    expect(match('Plank (Bodyweight)')).to.equal('plank');
    expect(match('Curling (Cable)')).to.equal(null);
  });

  it('does not link words with slips', () => {
    const match = createExerciseMatcher([exercise('bench', 'Bench Press'), exercise('dip', 'Dip')]);
    for (const name of ['Bench Pres', 'Bnech Press', 'Hip']) expect(match(name), name).to.equal(null);
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

describe('the exercise matchers of a process', () => {
  const catalogue = Array.from({ length: 1_000 }, (_, at) => exercise(`exercise ${at}`, `Exercise ${at}`));
  let breaths = 0;
  const matchersOf = () =>
    createMatchers(async () => {
      breaths += 1;
    });
  beforeEach(() => {
    breaths = 0;
  });

  it('prepare the catalogue in small parts, and once for all imports that come together or later', async () => {
    const matcherOf = matchersOf();
    const matchers = [...(await Promise.all([matcherOf(catalogue), matcherOf(catalogue)])), await matcherOf(catalogue)];
    for (const match of matchers) expect(match('EXERCISE 999')).to.equal('exercise 999');
    expect(breaths).to.equal(4);
  });

  it('prepare a changed catalogue again', async () => {
    const matcherOf = matchersOf();
    await matcherOf(catalogue);
    const match = await matcherOf([...catalogue, exercise('new', 'Sandbag Carry')]);
    expect(match('sandbag carry')).to.equal('new');
    expect(breaths).to.equal(9);
  });

  it('know the own exercises of one athlete only', async () => {
    const matcherOf = matchersOf();
    expect((await matcherOf([...catalogue, own('mine', 'Exercise 7')]))('exercise 7')).to.equal('mine');
    expect((await matcherOf(catalogue))('exercise 7')).to.equal('exercise 7');
  });
});
