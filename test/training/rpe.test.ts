import { expect } from 'chai';
import { deload, given, toldOf } from './support/given.ts';
import { kg } from './support/programme.ts';

describe('A progression by effort', () => {
  const target = { reps: { min: 5, max: 5 }, weight: kg(100), rir: 2 };
  const effort = given({ type: 'rpe', deload }, { target });

  it('begins with the weight of the unit', () => effort.when().thenTargets('3x5 100', { outcome: 'start' }));

  it('computes the weight from the best rated set, with what is in reserve', () => {
    const planned = effort.when('5@7 5@8 5').thenTargets('3x5 102.5', { outcome: 'from-e1rm', formula: 'epley' });
    expect(planned.suggestion?.e1rm).to.deep.equal(kg(126.66666667));
    expect(toldOf(planned)).to.equal(
      'The best rated set of the last session gives an estimated maximum of 126.67 kg (Epley). ' +
        'For the planned repetitions and effort this allows 102.7 kg, of which 102.5 kg can be loaded.',
    );
  });

  it('uses the formula of the profile', () => {
    const rule = given({ type: 'rpe', deload }, { target }, { e1rmFormula: 'brzycki' });
    const planned = rule.when('5@7 5@7 5@7').thenTargets('3x5 102.5', { formula: 'brzycki' });
    expect(planned.suggestion?.e1rm).to.deep.equal(kg(124.13793103));
    expect(toldOf(planned)).to.match(/\(Brzycki\)/);
  });

  it('keeps the weight while no set is rated', () => {
    const planned = effort.when('5 5 5').thenTargets('3x5 100', { outcome: 'repeat', e1rm: null });
    expect(toldOf(planned)).to.equal(
      'The sets of the last session have no rating. The targets stay as they are, with 100 kg.',
    );
  });

  it('counts a set that is a point harder than planned as a failure, and reduces the weight after the third', () => {
    // An RPE of 9 is one repetition in reserve.
    const planned = effort.when('5@9 5@9 5@9').thenTargets('3x5 97.5', { outcome: 'from-e1rm', failures: 1 });
    expect(toldOf(planned)).to.match(/Failures in a row: 1\.$/);
    effort.when('5@8.5 5@8.5 5@8.5').thenTargets('3x5 97.5', { failures: 0 });
    effort
      .when('5@9 5@9 5@9', '5@9 5@9 5@9', '5@9 5@9 5@9')
      .thenTargets('3x5 82.5', { outcome: 'deload', failures: 3 });
  });
});
