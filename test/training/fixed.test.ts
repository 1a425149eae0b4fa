import { expect } from 'chai';
import { fives, given, toldOf } from './support/given.ts';
import { kg } from './support/programme.ts';

describe('Without a progression', () => {
  it('the targets are those of the unit, and nothing is suggested', () => {
    const { suggestion } = given({ type: 'none' }, { target: fives }).when('all').thenTargets('3x5 60');
    expect(suggestion).to.equal(null);
  });

  it('a percentage of the training max is still computed', () => {
    const target = { reps: { min: 5, max: 5 }, percentOfTrainingMax: 72.5 };
    const planned = given({ type: 'none' }, { target }, { max: kg(101) })
      .when()
      .thenTargets('3x5 72.5', { outcome: 'from-training-max', percent: 72.5 });
    expect(planned.suggestion?.exact).to.deep.equal(kg(73.225));
    expect(toldOf(planned)).to.equal(
      '72.5 % of the training max of 101 kg is 73.23 kg, of which 72.5 kg can be loaded.',
    );
  });

  it('a percentage without a training max that holds on the day has no weight', () => {
    const target = { reps: { min: 5, max: 5 }, percentOfTrainingMax: 72.5 };
    for (const profile of [{}, { max: kg(100), setOn: '2026-01-06' }]) {
      const planned = given({ type: 'none' }, { target }, profile).when().thenTargets('3x5 –', { outcome: 'start' });
      expect(toldOf(planned)).to.equal('No training max of this exercise is known, so no weight is suggested.');
    }
    given({ type: 'none' }, { target }, { max: kg(100), setOn: '2026-01-05' })
      .when()
      .thenTargets('3x5 72.5');
    given({ type: 'none' }, { target, exerciseId: null }, { max: kg(100) })
      .when()
      .thenTargets('3x5 –');
  });
});

describe('A fixed progression', () => {
  it('keeps the targets, whatever was done', () => {
    const rule = given({ type: 'fixed' }, { target: fives });
    expect(toldOf(rule.when().thenTargets('3x5 60', { outcome: 'start' }))).to.equal(
      'No earlier session counts, so the exercise begins with 60 kg.',
    );
    const planned = rule.when('80x5 80x5 80x5', '1').thenTargets('3x5 60', { outcome: 'repeat' });
    expect(toldOf(planned)).to.equal('The targets of the unit stay as they are.');
  });
});
