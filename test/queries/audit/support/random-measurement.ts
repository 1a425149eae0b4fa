import type { MeasurementDocument } from '../../../../src/documents/measurement.ts';
import { athlete } from '../../../support/specification.ts';
import { change, historiesFrom, type RandomKind } from './random-steps.ts';

/** A body weight: what the tests change of it. */
type PlainWeight = Readonly<{ value: number; unit: string; notes: string | null }>;

const text = ({ value, unit }: PlainWeight): string => `${value} ${unit}`;
const personalOf = ({ value, unit, notes }: PlainWeight) => ({
  ...{ kind: 'body_weight', value: String(value), unit, day: '2026-01-10', time: null, notes },
});
/** A weight in pounds or kilograms. */
const weighed = (number: number): PlainWeight => ({
  value: 80 + (number % 5) / 2,
  unit: number % 2 === 0 ? 'kg' : 'lb',
  notes: null,
});
const first = weighed(0);

export const randomMeasurement: RandomKind<PlainWeight> = {
  kind: 'measurement',
  histories: historiesFrom<PlainWeight>(
    [
      {
        type: 'MeasurementRecorded',
        data: { measurementId: 'item', userId: athlete, importId: 'import', personal: personalOf(first) },
      },
      first,
    ],
    [
      (before, number) => {
        const after = { ...before, ...weighed(number), notes: before.notes };
        return [{ type: 'MeasurementCorrected', data: { personal: personalOf(after) } }, after];
      },
      (before, number) => {
        const after = { ...before, notes: `note ${number % 3}` };
        return [{ type: 'MeasurementCorrected', data: { personal: personalOf(after) } }, after];
      },
      (_, number) => (number % 7 === 0 ? [{ type: 'MeasurementRemoved', data: {} }, null] : null),
    ],
  ),
  plain: ({ value, unit, notes }: MeasurementDocument) => ({ value, unit, notes }),
  words(_, before, after) {
    if (after === null) return [`removed: ${text(before)}`];
    if (before.notes !== after.notes)
      return [`notes ${before.notes ? `“${before.notes}”` : 'none'} → “${after.notes}”`];
    return [change(text(before), text(after))];
  },
};
