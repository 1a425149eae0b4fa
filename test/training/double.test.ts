import { expect } from 'chai';
import type { Measures } from '../../src/events/performance.ts';
import { nextTargets } from '../../src/training/next-targets.ts';
import { deload, given, toldOf } from './support/given.ts';
import { athleteAt, doneOf, exerciseOf, follow, kg, performed, textOfSets } from './support/programme.ts';

describe('A double progression', () => {
  const target = { reps: { min: 8, max: 12 }, weight: kg(20) };
  const double = given({ type: 'double', increment: kg(5), deload }, { target });

  it('begins with the fewest repetitions', () => double.when().thenTargets('3x8-12 20', { outcome: 'start' }));

  it('raises the repetitions to one more than every set has had', () => {
    const planned = double.when('10 9 11').thenTargets('3x10-12 20', { outcome: 'increase-reps', reps: 10 });
    expect(toldOf(planned)).to.equal(
      'All planned sets of the last session were done (3 sets). ' +
        'The goal rises to 10 repetitions in each set, with 20 kg.',
    );
  });

  it('raises the weight when every set has had the most repetitions', () => {
    const planned = double.when('12 12 13').thenTargets('3x8-12 25', { outcome: 'increase-weight', reps: 8 });
    expect(toldOf(planned)).to.equal(
      'All planned sets of the last session were done (3 sets). The weight rises by 5 kg to 25 kg. ' +
        'The goal is 8 repetitions in each set again.',
    );
  });

  it('repeats the goal after a failure, and begins with the fewest after a deload', () => {
    double.when('10 10 10', '10 11 11').thenTargets('3x11-12 20', { outcome: 'repeat', reps: 11, failures: 1 });
    const heavy = given({ type: 'double', increment: kg(5), deload }, { target: { ...target, weight: kg(60) } });
    heavy.when('9 9 9', '9', '9', '9').thenTargets('3x8-12 55', { outcome: 'deload', reps: 8, failures: 3 });
  });

  it('stays at the most repetitions without a weight', () => {
    const rule = given({ type: 'double', increment: kg(5), deload }, { target: { reps: { min: 8, max: 12 } } });
    const bodyWeight = exerciseOf(
      { type: 'double', increment: kg(5), deload },
      { target: { reps: { min: 8, max: 12 } } },
    );
    const [first] = follow(bodyWeight, [['', 'all']]);
    if (!first) throw new Error('A session is expected');
    const done = doneOf('12 12 12', first).map((set): Measures => ({ ...set, weight: null }));
    const planned = nextTargets(bodyWeight, [performed(0, first, done)], athleteAt(1));
    expect(textOfSets(planned.sets)).to.equal('3x12 –');
    expect(planned.suggestion).to.include({ outcome: 'repeat', reps: 12 });
    expect(toldOf(planned)).to.match(/The targets stay as they are\.$/);
    rule.when('30x8 30x8 30x8').thenTargets('3x9-12 30');
  });
});
