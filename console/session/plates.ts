import type { Schemas } from '../api/schemas.ts';

type Weight = Schemas['Weight'];
type Gear = Pick<Schemas['Gear'], 'bar' | 'plates'>;

/** What most gyms have. */
const usual: Readonly<Record<Weight['unit'], Gear>> = {
  kg: { bar: 20, plates: [25, 20, 15, 10, 5, 2.5, 1.25].map((value) => ({ value, pairs: null })) },
  lb: { bar: 45, plates: [45, 35, 25, 10, 5, 2.5].map((value) => ({ value, pairs: null })) },
};

export type Loading = Readonly<{
  bar: number;
  /** The plates of one side, the heaviest one first. */
  side: readonly number[];
  /** What the plates cannot make up. */
  rest: number;
}>;

/** Weights have at most two decimals, so they are added as whole hundredths. */
const hundredths = (value: number): number => Math.round(value * 100);

/** Which plates a bar needs on each side for a weight. */
export function loadBar({ value, unit }: Weight, gear: Gear | null): Loading {
  const { bar, plates } = gear ?? usual[unit];
  let left = Math.max(0, hundredths(value) - hundredths(bar));
  const side: number[] = [];
  for (const plate of plates.toSorted((one, other) => other.value - one.value)) {
    const pair = 2 * hundredths(plate.value);
    const count = Math.min(plate.pairs ?? Number.POSITIVE_INFINITY, pair > 0 ? Math.floor(left / pair) : 0);
    for (let each = 0; each < count; each += 1) side.push(plate.value);
    left -= count * pair;
  }
  return { bar, side, rest: left / 100 };
}
