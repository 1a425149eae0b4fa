import { z } from 'zod';
import type { Day, MeasurementId } from '../../events/ids.ts';
import { clockPattern, maxMeasured, measurementKinds, measurementUnits } from '../../events/measurement-values.ts';
import { anyId, notes, ownId } from '../requests/fields.ts';
import { day, pageParameters, sortOrder, updatedAfter } from '../requests/list.ts';
import { rule } from '../requests/validation-errors.ts';
import { measurementMeanings } from './meanings.ts';

export const measurementPath = z.object({ id: anyId<MeasurementId>().describe('The id of the measurement.') });

const kind = z.enum(measurementKinds).describe(measurementMeanings.kind);
const unit = z.enum(measurementUnits).describe(measurementMeanings.unit);
const value = z
  .number()
  .refine((number) => number > 0, rule('greater_than_equal', 'Must be more than 0.'))
  .refine((number) => number < maxMeasured, rule('less_than_equal', `Must be less than ${maxMeasured}.`))
  .meta({ exclusiveMinimum: 0, exclusiveMaximum: maxMeasured, description: measurementMeanings.value });
const measuredOn = day.transform((text) => text as Day).describe(measurementMeanings.day);
const time = z
  .string()
  .refine(
    (text) => text.length <= 'HH:MM:SS'.length && clockPattern.test(text),
    rule('string_pattern_mismatch', 'Must be a time of day, HH:MM or HH:MM:SS.'),
  )
  .meta({ pattern: clockPattern.source, description: measurementMeanings.time })
  .nullable();

export const recordMeasurement = z.strictObject({
  id: ownId<MeasurementId>().exactOptional(),
  kind,
  value,
  unit,
  day: measuredOn,
  time: time.default(null),
  notes: notes.nullable().default(null),
});

export const correctMeasurement = z.strictObject({
  kind: kind.exactOptional(),
  value: value.exactOptional(),
  unit: unit.exactOptional(),
  day: measuredOn.exactOptional(),
  time: time.exactOptional(),
  notes: notes.nullable().exactOptional(),
});

const range = {
  from: day.optional().describe('The first day.'),
  to: day.optional().describe('The last day.'),
};

export const listMeasurements = z.strictObject({
  ...pageParameters,
  kind: kind.optional(),
  ...range,
  sortOrder: sortOrder.default('desc'),
  updatedAfter,
});

export const seriesQuery = z.strictObject({
  kind,
  unit: unit.optional().describe('The unit of the points. By default that of the profile: kg with cm, or lb with in.'),
  ...range,
});
