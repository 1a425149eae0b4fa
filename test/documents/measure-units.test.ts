import { expect } from 'chai';
import { decimalOf, textOf } from '../../src/documents/decimal.ts';
import { fromKilograms, kilogramsOf, metresOf } from '../../src/documents/measure-units.ts';

describe('units of measures', () => {
  it('are converted exactly', () => {
    expect(textOf(kilogramsOf({ value: 180, unit: 'lb' }))).to.equal('81.6466266');
    expect(textOf(kilogramsOf({ value: -2.5, unit: 'kg' }))).to.equal('-2.5');
    const distances = (['m', 'km', 'mi', 'yd', 'ft'] as const).map((unit) => textOf(metresOf({ value: 1.5, unit })));
    expect(distances).to.deep.equal(['1.5', '1500', '2414.016', '1.3716', '0.4572']);
  });

  it('give a weight in pounds back as it was', () => {
    for (let tenths = 1; tenths < 5_000; tenths += 7) {
      const weight = { value: tenths / 10, unit: 'lb' } as const;
      expect(textOf(fromKilograms(kilogramsOf(weight), 'lb', 8))).to.equal(textOf(decimalOf(weight.value)));
    }
  });
});
