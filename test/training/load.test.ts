import { expect } from 'chai';
import fc from 'fast-check';
import { decimalOf, zero } from '../../src/documents/decimal.ts';
import type { Gear } from '../../src/events/profile.ts';
import { type Loading, loadings, weightUnits } from '../../src/events/values.ts';
import { loadOf } from '../../src/training/load.ts';
import { usualGear } from '../../src/training/usual-gear.ts';
import { samples } from '../support/samples.ts';
import { smallGear } from './support/programme.ts';

const loaded = (value: number, loading: Loading, gear: Gear = usualGear.kg): number =>
  loadOf(decimalOf(value), 'kg', gear, loading).weight.value;

describe('A computed weight', () => {
  it('is rounded to the bar with plates of most gyms', () => {
    expect([18, 20, 21.2, 21.25, 21.3, 61, 63.75, 101.26].map((value) => loaded(value, 'barbell'))).to.deep.equal([
      20, 20, 20, 20, 22.5, 60, 62.5, 102.5,
    ]);
    const pounds = [45, 47.5, 52.6, 181].map((value) => loaded(value, 'barbell', usualGear.lb));
    expect(pounds).to.deep.equal([45, 45, 55, 180]);
  });

  it('is rounded to what the pairs of plates make', () => {
    const sums = [20, 25, 30, 40, 45, 50, 60, 65, 70, 80, 85, 90];
    const rounded = Array.from({ length: 90 }, (_, at) => loaded(at + 10, 'barbell', smallGear));
    expect([...new Set(rounded)]).to.deep.equal(sums);
    expect(loaded(35, 'barbell', smallGear)).to.equal(30);
    expect(loaded(500, 'barbell', smallGear)).to.equal(90);
  });

  it('is rounded to the dumbbells', () => {
    const weights = [1, 6.25, 6.3, 12.5, 12.51, 99].map((value) => loaded(value, 'dumbbells', smallGear));
    expect(weights).to.deep.equal([5, 5, 7.5, 10, 15, 15]);
  });

  it('is rounded to the step of a machine, and without dumbbells as well', () => {
    expect([0, 2.4, 2.5, 2.6, 7.5, 7.51].map((value) => loaded(value, 'steps', smallGear))).to.deep.equal([
      0, 0, 0, 5, 5, 10,
    ]);
    expect(loaded(7, 'dumbbells', { ...smallGear, dumbbells: [] })).to.equal(5);
  });

  it('is rounded to the step when it is assistance or nothing', () => {
    for (const loading of loadings) {
      expect([-20, -17, -22.5].map((value) => loaded(value, loading, smallGear))).to.deep.equal([-20, -15, -25]);
      expect(loadOf(zero, 'lb', smallGear, loading).weight).to.deep.equal({ value: 0, unit: 'lb' });
    }
  });

  it('is that of a bar without plates when the athlete has none', () => {
    expect(loaded(60, 'barbell', { ...smallGear, plates: [] })).to.equal(20);
  });
});

/** The weights that a bar and plates make, by trying all of them. Everything is counted in hundredths. */
const sumsOf = ({ bar, plates }: Gear): number[] =>
  plates.reduce(
    (sums, { value, pairs }) =>
      sums.flatMap((sum) =>
        Array.from({ length: (pairs ?? 8) + 1 }, (_, count) => sum + 2 * count * hundredths(value)),
      ),
    [hundredths(bar)],
  );
const hundredths = (value: number): number => Math.round(value * 100);

describe('The weight that is loaded instead of a computed one', () => {
  const piece = fc.integer({ min: 1, max: 3_000 }).map((value) => value / 100);
  const gears: fc.Arbitrary<Gear> = fc.record({
    bar: fc.integer({ min: 0, max: 3_000 }).map((value) => value / 100),
    plates: fc.uniqueArray(fc.record({ value: piece, pairs: fc.integer({ min: 0, max: 4 }) }), {
      maxLength: 4,
      selector: ({ value }) => value,
    }),
    dumbbells: fc.uniqueArray(piece, { maxLength: 8 }),
    step: fc.integer({ min: 1, max: 2_000 }).map((value) => value / 100),
  });
  /** Hundredths with up to four more decimals, so that weights are also between hundredths. */
  const weights = fc.integer({ min: -100_000_000, max: 500_000_000 }).map((value) => value / 1_000_000);

  it('is the nearest loadable one of the same unit, and the lighter one of two', () => {
    fc.assert(
      fc.property(
        weights,
        gears,
        fc.constantFrom(...loadings),
        fc.constantFrom(...weightUnits),
        (value, gear, loading, unit) => {
          const { exact, weight } = loadOf(decimalOf(value), unit, gear, loading);
          const step = hundredths(gear.step);
          const steps = [-1, 0, 1, 2].map((more) => (Math.floor((value * 100) / step) + more) * step);
          const listed = { barbell: sumsOf(gear), dumbbells: gear.dumbbells.map(hundredths), steps }[loading];
          const loadable = value < 0.01 || listed.length === 0 ? steps : listed;
          // Millionths are whole numbers, so that the distances are exact.
          const distance = (each: number) => Math.abs(each * 10_000 - Math.round(value * 1_000_000));
          const [nearest = 0] = loadable.toSorted((one, other) => distance(one) - distance(other) || one - other);
          expect(weight).to.deep.equal({ value: nearest / 100, unit });
          expect(exact.unit).to.equal(unit);
          const [least, most] = [Math.min(...loadable) / 100, Math.max(...loadable) / 100];
          expect(exact.value).to.equal(value < least ? least : value > most ? most : value);
        },
      ),
      samples(500),
    );
  });

  it('stays the same when it is rounded again', () => {
    fc.assert(
      fc.property(weights, gears, fc.constantFrom(...loadings), (value, gear, loading) => {
        const { weight } = loadOf(decimalOf(value), 'lb', gear, loading);
        expect(loadOf(decimalOf(weight.value), 'lb', gear, loading)).to.deep.equal({ exact: weight, weight });
      }),
      samples(200),
    );
  });
});
