import type { Distance, Weight } from '../../events/performance.ts';
import type { WeightUnit } from '../../events/values.ts';
import { parseNonNegative, parseNumber, parseWord } from './cells.ts';
import type { NumberStyle } from './numbers.ts';
import { RowError } from './row-error.ts';
import type { Filled, Row } from './rows.ts';
import { distanceUnitOf, kilogramsOf, metersOf, weightUnitOf } from './units.ts';

/** What the file tells about the numbers in its rows; `weightUnit` is for weights without a unit. */
export type MeasureStyle = Readonly<{ numbers: NumberStyle; weightUnit: WeightUnit | null }>;

/** Turns 0 into null, because Strong and Hevy write 0 when nothing was entered. */
export const zeroAsNull = (value: number | null): number | null => (value === 0 ? null : value);

type Quantity<Unit> = Readonly<{ value: number; unit: Unit; text: string }>;

/** Parses the weight of a row. A negative weight is assistance, for example by a machine. */
export function parseWeight(row: Row, { numbers, weightUnit }: MeasureStyle): Weight | null {
  const named = row.text('weightUnit').trim();
  const read = ({ text, unit }: Filled): Quantity<WeightUnit>[] => {
    const value = zeroAsNull(parseNumber(text, 'The weight', numbers));
    if (value === null) return [];
    const written =
      named === '' ? (weightUnitOf.get(unit ?? '') ?? weightUnit) : parseWord(named, weightUnitOf, 'The weight unit');
    if (written === null) throw new RowError('The weight has no unit (kg or lb).');
    return [{ value, unit: written, text: text.trim() }];
  };
  return onlyOne(row.filled('weight').flatMap(read), kilogramsOf, 'weights');
}

export function parseDistance(row: Row, weightUnitOfRow: WeightUnit | null, style: MeasureStyle): Distance | null {
  const named = row.text('distanceUnit').trim();
  // When neither row nor header names a unit of distance, Strong means the displayed one: km together with kg, miles
  // with lb.
  const displayed = (weightUnitOfRow ?? style.weightUnit) === 'lb' ? 'mi' : 'km';
  // FitNotes may write the unit of the weight here, which says nothing about the distance.
  const unitOfRow = named === '' || weightUnitOf.has(named.toLowerCase()) ? null : parseDistanceUnit(named);
  const read = ({ text, unit }: Filled) => {
    const value = zeroAsNull(parseNonNegative(text, 'The distance', style.numbers));
    if (value === null) return [];
    return [{ value, unit: unitOfRow?.() ?? distanceUnitOf.get(unit ?? '') ?? displayed, text: text.trim() } as const];
  };
  return onlyOne(row.filled('distance').flatMap(read), metersOf, 'distances');
}

/** Parses the unit of a distance when it is needed: it does not matter beside an empty distance. */
const parseDistanceUnit = (named: string) => () => parseWord(named, distanceUnitOf, 'The distance unit');

/**
 * Returns the value that a row has in several columns, one for each unit. They must be the same quantity, except for
 * what rounding has changed.
 */
export function onlyOne<Unit extends string>(
  quantities: readonly Quantity<Unit>[],
  factors: Readonly<Record<Unit, number>>,
  what: string,
): Readonly<{ value: number; unit: Unit }> | null {
  const [first, ...others] = quantities;
  if (first === undefined) return null;
  const isSame = (other: Quantity<Unit>): boolean => {
    const difference = Math.abs(first.value * factors[first.unit] - other.value * factors[other.unit]);
    return (
      difference <= Math.max(roundingOf(first.text) * factors[first.unit], roundingOf(other.text) * factors[other.unit])
    );
  };
  const different = others.find((other) => !isSame(other));
  if (different === undefined) return { value: first.value, unit: first.unit };
  const shown = [first, different].map(({ value, unit }) => `${value} ${unit}`).join(' and ');
  throw new RowError(`The row has two different ${what}: ${shown}.`);
}

/** Half of the last digit of a number: how far rounding may have moved it. */
const roundingOf = (text: string): number => 0.500_001 * 10 ** -(/[.,](\d+)$/.exec(text)?.[1]?.length ?? 0);
