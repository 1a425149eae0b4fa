import { expect } from 'chai';
import { decimalOf, numberOf, rounded, textOf } from '../../src/documents/decimal.ts';
import { estimatedMax, maxOfReps, weightForReps } from '../../src/documents/one-rep-max.ts';
import { emptyMeasures, type Measures } from '../../src/events/performance.ts';
import { type E1rmFormula, e1rmFormulas } from '../../src/events/values.ts';

/** The estimate with at most three decimals; null for none. */
function estimate(set: Partial<Measures>, formula: E1rmFormula = 'epley'): number | null {
  const max = estimatedMax({ ...emptyMeasures, weight: { value: 100, unit: 'kg' }, ...set }, formula);
  return max && numberOf(rounded(max, 3));
}

describe('estimatedMax', () => {
  it('follows the formula of Epley by default and that of Brzycki if asked', () => {
    expect([1, 2, 5, 10, 12].map((reps) => estimate({ reps }))).to.deep.equal([100, 106.667, 116.667, 133.333, 140]);
    const brzycki = [1, 2, 5, 10, 12].map((reps) => estimate({ reps }, 'brzycki'));
    expect(brzycki).to.deep.equal([100, 102.857, 112.5, 133.333, 144]);
  });

  it('is in the unit of the weight, so that pounds stay pounds', () => {
    expect(estimate({ reps: 5, weight: { value: 180, unit: 'lb' } })).to.equal(210);
  });

  it('counts repetitions in reserve as done, and half ones by their half', () => {
    expect(estimate({ reps: 5, rir: 2 })).to.equal(estimate({ reps: 7 }));
    expect(estimate({ reps: 5, rpe: 8 })).to.equal(estimate({ reps: 7 }));
    expect(estimate({ reps: 5, rpe: 10 })).to.equal(estimate({ reps: 5 }));
    expect(estimate({ reps: 3, rpe: 8.5 })).to.equal(115);
    expect(estimate({ reps: 1, rpe: 9 })).to.equal(estimate({ reps: 2 }));
  });

  it('is none for warm-ups, assistance, body weight alone, and fewer than one or more than twelve repetitions', () => {
    const none: Partial<Measures>[] = [
      { reps: 5, type: 'warm_up' },
      { reps: 5, weight: { value: -20, unit: 'kg' } },
      { reps: 5, weight: { value: 0, unit: 'kg' } },
      { reps: 5, weight: null },
      { reps: null },
      { reps: 0 },
      { reps: 0, rir: 3 },
      { reps: 13 },
      { reps: 10, rir: 3 },
      { reps: 10, rpe: 7.5 },
    ];
    expect(none.map((set) => estimate(set))).to.deep.equal(none.map(() => null));
    expect(estimate({ reps: 10, rpe: 8 })).to.equal(140);
    for (const type of ['drop', 'failure'] as const) expect(estimate({ reps: 5, type })).to.equal(116.667);
  });
});

describe('weightForReps', () => {
  it('is the reverse of an estimate', () => {
    for (const formula of e1rmFormulas) {
      for (let reps = 1; reps <= 12; reps += 0.5) {
        const max = maxOfReps({ value: 102.5 }, reps, formula) ?? decimalOf(0);
        expect(textOf(rounded(weightForReps(max, reps, formula), 8))).to.equal('102.5');
      }
    }
  });
});
