import { expect } from 'chai';
import fc from 'fast-check';
import { compare } from '../../../src/documents/decimal.ts';
import type { SetDocument } from '../../../src/documents/entries.ts';
import { recordSetsOf } from '../../../src/documents/statistics/record-sets.ts';
import { recordsMadeBy } from '../../../src/documents/statistics/records.ts';
import type { SetId } from '../../../src/events/ids.ts';
import { emptyMeasures, type Weight } from '../../../src/events/performance.ts';
import { distanceUnits, e1rmFormulas, setTypes, weightUnits } from '../../../src/events/values.ts';
import { plainEstimate } from '../../support/plain-figures.ts';
import { samples } from '../../support/samples.ts';

const measures = fc.record({
  type: fc.constantFrom(...setTypes),
  weight: fc.option(
    fc.record({ value: fc.constantFrom(-20, 0, 60, 61.23496995, 100), unit: fc.constantFrom(...weightUnits) }),
  ),
  reps: fc.option(fc.constantFrom(0, 1, 5, 12, 13)),
  rpe: fc.option(fc.constantFrom(8, 10)),
  seconds: fc.option(fc.constantFrom(30, 61.5), { freq: 1 }),
  distance: fc.option(fc.record({ value: fc.constantFrom(1.5, 400), unit: fc.constantFrom(...distanceUnits) }), {
    freq: 1,
  }),
});

/** Entries of one exercise in order. */
const history = fc.array(fc.array(measures, { maxLength: 6 }), { maxLength: 8 }).map((entries) =>
  entries.map((sets, at) =>
    sets.map(
      (each, order): SetDocument => ({
        ...{ ...emptyMeasures, ...each, id: `${at}.${order}` as SetId, order, notes: null, performedAt: null },
      }),
    ),
  ),
);

/** The body weight of the days of the entries in turns. */
const bodyWeights: readonly (Weight | null)[] = [null, { value: 80, unit: 'kg' }, { value: 150, unit: 'lb' }];
const bodyWeightOf = (entry: number) => bodyWeights[entry % bodyWeights.length] ?? null;

describe('the sets of an entry that can make a record', () => {
  for (const formula of e1rmFormulas) {
    it(`make all records of a history, without entries of equal sets, by the formula ${formula}`, () => {
      fc.assert(
        fc.property(history, (entries) => {
          const keys = new Set<string>();
          const able = entries.flatMap((entry, at) => {
            const { sets, key } = recordSetsOf(entry);
            if (key !== null && keys.has(key)) return [];
            if (key !== null) keys.add(key);
            return sets.map((set) => ({ set, bodyWeight: bodyWeightOf(at) }));
          });
          const all = entries.flatMap((entry, at) => entry.map((set) => ({ set, bodyWeight: bodyWeightOf(at) })));
          expect(recordsMadeBy(able, formula)).to.deep.equal(recordsMadeBy(all, formula));
        }),
        samples(300),
      );
    });

    it(`come with the first set of the best estimate by the formula ${formula}`, () => {
      fc.assert(
        fc.property(history, (entries) => {
          for (const sets of entries) {
            const estimates = sets.flatMap((set) => {
              const value = plainEstimate(set, formula);
              return value ? [{ set, value }] : [];
            });
            const best = estimates.find(({ value }) => estimates.every((other) => compare(value, other.value) >= 0));
            expect(recordSetsOf(sets).best[formula]).to.equal(best?.set ?? null);
          }
        }),
        samples(300),
      );
    });
  }

  it('are no sets that an earlier set of the entry exceeds', () => {
    const kg = (value: number, reps: number, order: number): SetDocument => ({
      ...{ ...emptyMeasures, id: `${order}` as SetId, order, notes: null, performedAt: null },
      ...{ weight: { value, unit: 'kg' as const }, reps },
    });
    const { sets } = recordSetsOf([kg(100, 5, 0), kg(100, 5, 1), kg(95, 5, 2), kg(100, 4, 3), kg(102.5, 3, 4)]);
    expect(sets.map(({ id }) => id)).to.deep.equal(['0', '2', '3', '4']);
  });
});
