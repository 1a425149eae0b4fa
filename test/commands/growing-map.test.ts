import { expect } from 'chai';
import fc from 'fast-check';
import { emptyGrowingMap, type GrowingMap } from '../../src/commands/growing-map.ts';
import { samples } from '../support/samples.ts';

describe('a growing map', () => {
  it('has in each version what a copied map has', () => {
    const keys = ['a', 'b', 'c', 'd'];
    const step = fc.record({ from: fc.nat(), key: fc.constantFrom(...keys), value: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const versions: [GrowingMap<number>, ReadonlyMap<string, number>][] = [[emptyGrowingMap(), new Map()]];
        for (const { from, key, value } of steps) {
          // Most steps add a value to the newest map, as a fold does. The others add it to an earlier map, which must
          // stay unchanged.
          const at = from % 3 === 0 ? from % versions.length : versions.length - 1;
          const [version, copy] = versions[at] ?? [emptyGrowingMap(), new Map()];
          versions.push([version.with(key, value), new Map(copy).set(key, value)]);
        }
        for (const [version, copy] of versions) {
          for (const key of keys) expect(version.get(key)).to.equal(copy.get(key));
        }
      }),
      samples(200),
    );
  });
});
