import type { Gear, Plate } from '../events/profile.ts';

/** Weights of gear have two decimals, so they are counted in hundredths, as whole numbers. */
export const hundredthsOf = (value: number): number => Math.round(value * 100);

/** How much can be on one side of a bar at most, in hundredths. */
const mostOnASide = 100_000;

/** The sums for a gear are computed once, because a unit has many exercises and a wave many sets. */
const known = new WeakMap<Gear, readonly number[]>();

/** Every weight of the bar with plates, in hundredths and ascending. Both sides have the same plates. */
export function barWeights(gear: Gear): readonly number[] {
  const found = known.get(gear) ?? sidesOf(gear.plates).map((side) => hundredthsOf(gear.bar) + 2 * side);
  known.set(gear, found);
  return found;
}

export const dumbbellWeights = ({ dumbbells }: Gear): readonly number[] =>
  dumbbells.map(hundredthsOf).toSorted((one, other) => one - other);

/** Every sum of plates that fits on one side. */
function sidesOf(plates: readonly Plate[]): number[] {
  const kinds = plates.map(({ value, pairs }) => ({ value: hundredthsOf(value), pairs: pairs ?? mostOnASide }));
  const grain = kinds.reduce((divisor, { value }) => greatestDivisor(divisor, value), 0) || mostOnASide;
  const cells = Math.floor(mostOnASide / grain) + 1;
  const isSum = new Uint8Array(cells).fill(1, 0, 1);
  for (const { value, pairs } of kinds) addKind(isSum, value / grain, pairs);
  return [...isSum.keys()].flatMap((cell) => (isSum[cell] === 1 ? [cell * grain] : []));
}

/** Adds a kind of plate: marks each sum of a marked sum and at most `most` of these plates. */
function addKind(isSum: Uint8Array, plate: number, most: number): void {
  const used = new Uint32Array(isSum.length);
  for (let sum = plate; sum < isSum.length; sum += 1) {
    const count = (used[sum - plate] ?? 0) + 1;
    if (isSum[sum] === 1 || isSum[sum - plate] !== 1 || count > most) continue;
    isSum[sum] = 1;
    used[sum] = count;
  }
}

const greatestDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestDivisor(other, one % other);
