import type { Decimal } from '../../src/documents/decimal.ts';
import type { SetDocument } from '../../src/documents/entries.ts';
import type { Weight } from '../../src/events/performance.ts';
import type { E1rmFormula, WeightUnit } from '../../src/events/values.ts';

// The figures of a set by whole numbers of a fixed size, for tests that compare them with those of the service.

/** A number in hundred-millionths. What the tests log has no smaller parts. */
const fixed = (value: number): bigint => BigInt(value.toFixed(8).replace('.', ''));

const perUnit: Readonly<Record<WeightUnit, bigint>> = { kg: 100_000_000n, lb: 45_359_237n };

const isWarmUp = ({ type }: SetDocument): boolean => type === 'warm_up';

/** Weight times repetitions in kilograms. */
export function plainVolume({ weight, reps }: SetDocument): Decimal | null {
  if (weight === null || reps === null) return null;
  const kilograms = weight.value < 0 ? 0n : fixed(weight.value) * perUnit[weight.unit];
  return { digits: kilograms * BigInt(reps), scale: 16 };
}

/** The estimated maximum in kilograms, rounded to a billionth of the unit of the weight. */
export function plainEstimate(
  set: SetDocument,
  formula: E1rmFormula,
  bodyWeight: Weight | null = null,
): Decimal | null {
  const { weight, reps, rpe, rir } = set;
  if (isWarmUp(set) || weight === null || reps === null || reps < 1) return null;
  // Halves of repetitions, because a rating may be a half.
  const halves = 2 * reps + (rir === null ? (rpe === null ? 0 : 20 - 2 * rpe) : 2 * rir);
  if (halves > 24) return null;
  const [over, under] = halves === 2 ? [1, 1] : formula === 'epley' ? [60 + halves, 60] : [72, 74 - halves];
  if (weight.value < 0) {
    if (bodyWeight === null) return null;
    // In parts of 10⁻¹⁶ kg, which become billionths.
    const load = fixed(bodyWeight.value) * perUnit[bodyWeight.unit] + fixed(weight.value) * perUnit[weight.unit];
    if (load <= 0n) return null;
    if (over === under) return { digits: load, scale: 16 };
    const parts = BigInt(under) * 10_000_000n;
    return { digits: (load * BigInt(over) * 2n + parts) / (2n * parts), scale: 9 };
  }
  if (weight.value === 0) return null;
  const billionths = (fixed(weight.value) * 10n * BigInt(over) * 2n + BigInt(under)) / (2n * BigInt(under));
  return { digits: billionths * perUnit[weight.unit], scale: 17 };
}
