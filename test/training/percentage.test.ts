import { expect } from 'chai';
import type { PastPerformance } from '../../src/training/judged.ts';
import { nextTargets } from '../../src/training/next-targets.ts';
import { deload, given, toldOf } from './support/given.ts';
import { athleteAt, doneOf, exerciseOf, follow, kg, type Profile, performed, textOfSets } from './support/programme.ts';

describe('A percentage of the training max', () => {
  const weeks = [
    [
      { percent: 80, reps: 5, atLeast: false },
      { percent: 85, reps: 3, atLeast: true },
    ],
    [{ percent: 90, reps: 1, atLeast: true }],
  ];
  const rule = (profile: Profile = { max: kg(100) }, part = deload) =>
    given({ type: 'percentage', weeks, increment: kg(2.5), deload: part }, {}, profile);

  it('begins with the first week', () => {
    const planned = rule().when().thenTargets('5 80, 3+ 85', { outcome: 'start', week: 1, cycle: 1, percent: 85 });
    expect(toldOf(planned)).to.equal('This is week 1 of cycle 1. 85 % of the training max of 100 kg is 85 kg.');
  });

  it('continues with the next week, also after a failure', () => {
    rule().when('5 1').thenTargets('1x1+ 90', { outcome: 'next-week', week: 2, cycle: 1, failures: 0 });
  });

  it('raises the training max after a cycle in which all sets succeed', () => {
    const planned = rule()
      .when('5 8', '3')
      .thenTargets('5 82.5, 3+ 87.5', { outcome: 'next-cycle', week: 1, cycle: 2 });
    expect(planned.suggestion?.trainingMax).to.deep.equal(kg(102.5));
    expect(toldOf(planned)).to.equal(
      'All planned sets of the last cycle were done, so the training max rises from 100 kg to 102.5 kg. ' +
        'This is week 1 of cycle 2. 85 % of the training max of 102.5 kg is 87.13 kg, of which 87.5 kg can be loaded.',
    );
  });

  it('keeps the training max after a failed cycle, and reduces it after as many as the rule allows', () => {
    const planned = rule().when('5 1', '3').thenTargets('5 80, 3+ 85', { outcome: 'next-cycle', failures: 1 });
    expect(toldOf(planned)).to.match(
      /^The last cycle lacks planned sets \(1 failed cycle in a row\), so the training max stays 100 kg\. /,
    );
    const last = rule()
      .when('5 1', '3', '5 1', '3', 'all', '0')
      .thenTargets('5 72.5, 3+ 77.5', { outcome: 'deload', failures: 0 });
    expect(toldOf(last)).to.match(
      /^The last cycle lacks planned sets, so the training max falls from 100 kg to 90 kg\. /,
    );
    rule()
      .when('5 1', '3', 'all', 'all', '5 1', '3')
      .thenTargets('5 82.5, 3+ 87.5', { outcome: 'next-cycle', failures: 1 });
  });

  it('has repetitions but no weights without a training max', () => {
    const planned = rule({}).when().thenTargets('5 –, 3+ –', { trainingMax: null });
    expect(toldOf(planned)).to.equal(
      'This is week 1 of cycle 1. No training max of this exercise is known, so no weight is suggested.',
    );
    rule({}).when('60x5 60x3', '60x1').thenTargets('5 –, 3+ –', { outcome: 'next-cycle', cycle: 2 });
  });

  it('continues with a training max that the athlete has changed, or set again', () => {
    const exercise = exerciseOf({ type: 'percentage', weeks, increment: kg(2.5), deload });
    const [first, second, third] = follow(
      exercise,
      [
        ['', 'all'],
        ['', 'all'],
        ['', 'all'],
      ],
      { max: kg(100) },
    );
    if (!first || !second || !third) throw new Error('Three sessions are expected');
    const past = [performed(2, third, doneOf('all', third)), performed(1, second, doneOf('all', second))];
    const next = (profile: Profile, from: readonly PastPerformance[] = past) =>
      textOfSets(nextTargets(exercise, from, athleteAt(3, profile)).sets);
    expect(next({ max: kg(100) })).to.equal('1x1+ 92.5');
    expect(next({ max: kg(120) })).to.equal('1x1+ 107.5');
    expect(next({ max: kg(100), setOn: '2026-01-10' })).to.equal('1x1+ 90');
    expect(next({})).to.equal('1x1+ 92.5');
    const cycle = nextTargets(exercise, past.slice(1), athleteAt(2, { max: kg(110) }));
    expect(cycle.suggestion).to.deep.include({ outcome: 'next-cycle', trainingMax: kg(110), failures: 0 });
    expect(toldOf(cycle)).to.match(/^The training max was set to 110 kg\. /);
  });
});
