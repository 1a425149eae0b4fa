import { expect } from 'chai';
import { createPositionMap } from '../../../src/infra/log-copy/position-map.ts';

const mapOf = (wanted: readonly bigint[], pairs: readonly (readonly [bigint, bigint])[]) => {
  const map = createPositionMap(BigInt64Array.from(wanted));
  for (const [source, target] of pairs) map.add(source, target);
  return [...map.entries()];
};

describe('mapping positions of a log to those of its copy', () => {
  it('maps the position of an event to that of its copy', () => {
    const pairs = [
      [10n, 700n],
      [20n, 800n],
      [30n, 900n],
    ] as const;
    expect(mapOf([10n, 30n], pairs)).to.deep.equal([
      [10n, 700n],
      [30n, 900n],
    ]);
  });

  it('maps a position between events, or after all of them, to the event before it, and one before all of them to 0', () => {
    const pairs = [
      [10n, 700n],
      [20n, 800n],
    ] as const;
    expect(mapOf([5n, 15n, 19n, 99n], pairs)).to.deep.equal([
      [5n, 0n],
      [15n, 700n],
      [19n, 700n],
      [99n, 800n],
    ]);
    expect(mapOf([5n], [])).to.deep.equal([[5n, 0n]]);
  });
});
