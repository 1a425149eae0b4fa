import { measuresOf } from '../../events/performance.ts';
import type { WeightUnit } from '../../events/values.ts';
import { type Decimal, numberOf, rounded } from '../decimal.ts';
import type { SetDocument } from '../entries.ts';
import { fromKilograms } from '../measure-units.ts';
import type { PerformedSet, RecordFigure, RecordKind } from './records.ts';

/** How many decimals a weight keeps. A pound in kilograms has eight, so that 180 lb come back as 180 lb. */
const weightDecimals = 8;
/** How many decimals an estimate has: more would promise too much. */
const estimateDecimals = 3;

/** A weight, or a sum of weights, in the unit in which an athlete wants to read it. */
export const toldWeight = (kilograms: Decimal, unit: WeightUnit): number =>
  numberOf(fromKilograms(kilograms, unit, weightDecimals));

/** An estimated weight in that unit. */
export const toldEstimate = (kilograms: Decimal, unit: WeightUnit): number =>
  numberOf(fromKilograms(kilograms, unit, estimateDecimals));

const isLoad: ReadonlySet<RecordKind> = new Set(['weight', 'volume']);

/** The figure of a record, as an athlete wants to read it. */
export function toldFigure({ kind }: Pick<RecordFigure, 'kind'>, value: Decimal, unit: WeightUnit): number {
  if (kind === 'e1rm') return toldEstimate(value, unit);
  return isLoad.has(kind) ? toldWeight(value, unit) : numberOf(rounded(value, weightDecimals));
}

/** A set without its notes. */
export const toldSet = (set: SetDocument) => ({ id: set.id, ...measuresOf(set), performedAt: set.performedAt });

/** A set with its day, its session and its entry. */
export const toldPlace = ({ day, sessionId, entryId, set }: PerformedSet) => ({
  ...{ day, sessionId, entryId },
  set: toldSet(set),
});

/** The set of an estimate with its day, session and entry, and with the body weight that counts if the set is assisted. */
export const toldEstimatePlace = (estimated: PerformedSet) => ({
  bodyWeight: estimated.bodyWeight,
  ...toldPlace(estimated),
});
