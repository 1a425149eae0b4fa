import { expect } from 'chai';
import { nextTargets } from '../../src/training/next-targets.ts';
import { deload, fives, given, toldOf } from './support/given.ts';
import {
  athleteAt,
  doneOf,
  exerciseOf,
  follow,
  kg,
  lb,
  performed,
  sessionIdOf,
  smallGear,
  textOfSets,
} from './support/programme.ts';

describe('A linear progression', () => {
  const linear = given({ type: 'linear', increment: kg(2.5), deload }, { target: fives });

  it('begins with the weight of the unit', () => linear.when().thenTargets('3x5 60', { outcome: 'start' }));

  it('begins without a weight if the unit has none, and continues from the lightest set', () => {
    const rule = given({ type: 'linear', increment: kg(2.5), deload }, { target: { reps: { min: 5, max: 5 } } });
    expect(toldOf(rule.when().thenTargets('3x5 –'))).to.equal(
      'No earlier session counts, and the unit prescribes no weight.',
    );
    rule.when('52.5x5 50x5 55x5').thenTargets('3x5 52.5', { outcome: 'increase-weight' });
    rule.when('52.5x5 50x5 55x4').thenTargets('3x5 50', { outcome: 'repeat' });
    rule.when('5 5 5').thenTargets('3x5 –', { outcome: 'repeat' });
  });

  it('raises the weight by the increment after a success', () => {
    const planned = linear
      .when('all')
      .thenTargets('3x5 62.5', { outcome: 'increase-weight', failures: 0, missed: null });
    expect(toldOf(planned)).to.equal(
      'All planned sets of the last session were done (3 sets). The weight rises by 2.5 kg to 62.5 kg.',
    );
    expect(planned.suggestion?.from).to.deep.equal([
      {
        sessionId: sessionIdOf(0),
        setIds: performed(0, planned, doneOf('5 5 5', planned)).sets.map(({ id }) => id),
        succeeded: true,
      },
    ]);
  });

  it('continues from the lightest set of an athlete who has lifted more', () => {
    linear.when('70x5 65x5 70x5').thenTargets('3x5 67.5', { outcome: 'increase-weight' });
  });

  it('repeats the weight after a failure, and reduces it after the third in a row', () => {
    const planned = linear.when('5 5 4').thenTargets('3x5 60', { outcome: 'repeat', failures: 1, missed: 2 });
    expect(toldOf(planned)).to.equal(
      'Of the planned sets of the last session, 2 were done as planned (1 failure in a row). ' +
        'The targets stay as they are, with 60 kg.',
    );
    linear.when('5 5 4', '5 4').thenTargets('3x5 60', { outcome: 'repeat', failures: 2, missed: 1 });
    const third = linear
      .when('5 5 4', '5 4', '55x5 55x5 55x5')
      .thenTargets('3x5 55', { outcome: 'deload', failures: 3 });
    expect(third.suggestion?.from.map(({ sessionId }) => sessionId)).to.deep.equal([2, 1, 0].map(sessionIdOf));
    expect(toldOf(third)).to.equal(
      'Of the planned sets of the last session, 0 were done as planned (3 failures in a row). ' +
        'The weight falls by 10 % from 60 kg to 54 kg, of which 55 kg can be loaded.',
    );
  });

  it('counts failures anew after a success, and after a deload', () => {
    linear.when('4', '4', 'all', '4', '4').thenTargets('3x5 62.5', { outcome: 'repeat', failures: 2 });
    linear.when('4', '4', '4', '4', '4').thenTargets('3x5 55', { outcome: 'repeat', failures: 2 });
    linear.when('4', '4', '4', '4', '4', '4').thenTargets('3x5 47.5', { outcome: 'deload', failures: 3 });
  });

  it('never reduces the weight without a rule for it', () => {
    const rule = given({ type: 'linear', increment: kg(2.5), deload: null }, { target: fives });
    rule.when('4', '4', '4', '4', '4', '4', '4').thenTargets('3x5 60', { outcome: 'repeat', failures: 7 });
  });

  it('adds up increments that are smaller than a plate', () => {
    const rule = given({ type: 'linear', increment: kg(1), deload }, { target: fives });
    const planned = rule.when('all').thenTargets('3x5 60', { outcome: 'increase-weight' });
    expect(toldOf(planned)).to.match(/rises by 1 kg to 61 kg, of which 60 kg can be loaded\.$/);
    rule.when('all', 'all').thenTargets('3x5 62.5');
    rule.when('all', 'all', '3', 'all').thenTargets('3x5 62.5');
  });

  it('does not add up increments beyond what the athlete can load', () => {
    const gear = { kg: smallGear, lb: null };
    const rule = given({ type: 'linear', increment: kg(20), deload }, { target: fives }, { gear });
    // The bar of 20 kg with all plates is 90 kg.
    const planned = rule.when('all', 'all', 'all').thenTargets('3x5 90');
    expect(planned.suggestion?.exact).to.deep.equal(kg(90));
  });

  it('converts an increment of the other unit, and keeps the unit of the weight', () => {
    const target = { reps: { min: 5, max: 5 }, weight: lb(180) };
    const rule = given({ type: 'linear', increment: kg(2.5), deload }, { target });
    rule.when().thenTargets('3x5 180');
    const planned = rule.when('all').thenTargets('3x5 185');
    expect(planned.suggestion?.exact).to.deep.equal(lb(185.51155655));
    expect(planned.suggestion?.weight).to.deep.equal(lb(185));
  });

  it('reduces assistance with each success, and adds to it in a deload', () => {
    const target = { reps: { min: 5, max: 5 }, weight: kg(-20) };
    const rule = given({ type: 'linear', increment: kg(2.5), deload }, { target });
    rule.when('all').thenTargets('3x5 -17.5');
    rule.when('all', '-15x5 -15x5 -15x5').thenTargets('3x5 -12.5');
    rule.when('-25x5 -25x5 -25x5').thenTargets('3x5 -20', { outcome: 'repeat', failures: 1 });
    rule.when('4', '4', '4').thenTargets('3x5 -22.5', { outcome: 'deload' });
  });

  it('begins anew when the athlete changes the weight of the unit', () => {
    const before = exerciseOf({ type: 'linear', increment: kg(2.5), deload }, { target: fives });
    const [first, second] = follow(before, [
      ['', 'all'],
      ['', 'all'],
    ]);
    if (!first || !second) throw new Error('Two sessions are expected');
    const past = [performed(1, second, doneOf('all', second)), performed(0, first, doneOf('all', first))];
    const after = exerciseOf({ type: 'linear', increment: kg(2.5), deload }, { target: { ...fives, weight: kg(80) } });
    const planned = nextTargets(after, past, athleteAt(2));
    expect(textOfSets(planned.sets)).to.equal('3x5 80');
    expect(planned.suggestion?.outcome).to.equal('start');
    const next = nextTargets(after, [performed(2, planned, doneOf('4', planned)), ...past], athleteAt(3));
    expect(next.suggestion).to.include({ outcome: 'repeat', failures: 1 });
  });

  it('begins with a percentage of the training max, and continues in the same way', () => {
    const target = { reps: { min: 5, max: 5 }, percentOfTrainingMax: 70 };
    const rule = given({ type: 'linear', increment: kg(5), deload }, { target }, { max: kg(100) });
    rule.when().thenTargets('3x5 70', { outcome: 'start' });
    rule.when('all', 'all').thenTargets('3x5 80', { outcome: 'increase-weight' });
  });
});
