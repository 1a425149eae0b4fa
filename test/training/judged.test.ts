import { expect } from 'chai';
import { emptyMeasures, type Measures } from '../../src/events/performance.ts';
import type { Planned } from '../../src/events/planned.ts';
import type { PastPerformance } from '../../src/training/judged.ts';
import { nextTargets } from '../../src/training/next-targets.ts';
import { deload, fives } from './support/given.ts';
import {
  type Asked,
  athleteAt,
  doneOf,
  exerciseOf,
  follow,
  kg,
  lb,
  performed,
  sessionIdOf,
  squat,
} from './support/programme.ts';

describe('A performance', () => {
  const exercise = exerciseOf({ type: 'linear', increment: kg(2.5), deload }, { target: fives });
  const [first] = follow(exercise, [['', 'all']]) as [Planned];
  const next = (done: string, part: Partial<PastPerformance> = {}, of = exercise) =>
    nextTargets(of, [performed(0, first, doneOf(done, first), part)], athleteAt(1)).suggestion?.outcome;

  it('counts when its session was completed', () => {
    expect(next('all')).to.equal('increase-weight');
    expect(next('all', { status: 'in_progress' })).to.equal('start');
    expect(next('all', { status: 'aborted' })).to.equal('start');
  });

  it('counts when a set other than a warm-up was done', () => {
    expect(next('w5 w5 w5')).to.equal('start');
    expect(next('w5 5')).to.equal('repeat');
  });

  it('counts when it was of the planned exercise', () => {
    expect(next('all', { planned: { ...first, isExchanged: true } })).to.equal('start');
    expect(next('all', { planned: { ...first, exerciseId: sessionIdOf(9) as never, isExchanged: false } })).to.equal(
      'start',
    );
    expect(next('all', { planned: { ...first, exerciseId: null, isExchanged: false } })).to.equal('increase-weight');
    expect(next('all', {}, { ...exercise, exerciseId: null })).to.equal('increase-weight');
    expect(squat).to.equal(exercise.exerciseId);
  });

  it('is a success when every planned set has its match, in the order of the sets', () => {
    expect(next('w20x10 5 4 5 6')).to.equal('increase-weight');
    expect(next('5 5 55x5')).to.equal('repeat');
    expect(next('5 5')).to.equal('repeat');
  });
});

describe('A planned set is reached', () => {
  const mile = { value: 1, unit: 'mi' } as const;
  const outcome = (asked: Asked, done: Partial<Measures>) => {
    const exercise = exerciseOf({ type: 'linear', increment: kg(2.5), deload }, { sets: 1, ...asked });
    const [planned] = follow(exercise, [['', 'all']]) as [Planned];
    const past = [performed(0, planned, [{ ...emptyMeasures, ...done }])];
    return nextTargets(exercise, past, athleteAt(1)).suggestion?.missed === null;
  };

  it('by at least its time in mode time', () => {
    const asked = { mode: 'time', target: { seconds: 60 } } as const;
    expect(outcome(asked, { seconds: 60 })).to.equal(true);
    expect(outcome(asked, { seconds: 59.9 })).to.equal(false);
    expect(outcome(asked, { reps: 60 })).to.equal(false);
  });

  it('by at least its distance in mode distance, in any unit', () => {
    const asked = { mode: 'distance', target: { distance: mile } } as const;
    expect(outcome(asked, { distance: { value: 1_609.344, unit: 'm' } })).to.equal(true);
    expect(outcome(asked, { distance: { value: 1.609, unit: 'km' } })).to.equal(false);
    expect(outcome(asked, { seconds: 400 })).to.equal(false);
  });

  it('by any set in mode sets_only', () => {
    expect(outcome({ mode: 'sets_only' }, {})).to.equal(true);
  });

  it('by at least its weight, in any unit', () => {
    const asked = { target: { reps: { min: 5, max: null }, weight: lb(100) } };
    expect(outcome(asked, { reps: 5, weight: kg(45.359237) })).to.equal(true);
    expect(outcome(asked, { reps: 5, weight: kg(45.35) })).to.equal(false);
    expect(outcome(asked, { reps: 5 })).to.equal(false);
    expect(outcome({ target: { reps: { min: 5, max: 5 }, weight: kg(0) } }, { reps: 5 })).to.equal(true);
  });

  it('by one repetition where only the most are planned', () => {
    const asked = { target: { reps: { min: null, max: 5 } } };
    expect(outcome(asked, { reps: 1 })).to.equal(true);
    expect(outcome(asked, { reps: 0 })).to.equal(false);
  });
});
