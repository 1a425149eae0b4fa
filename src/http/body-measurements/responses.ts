import { z } from 'zod';
import { maxMeasured, measurementKinds, measurementUnits } from '../../events/measurement-values.ts';
import { id, instant, pageOf, revision } from '../responses/fields.ts';
import { measurementMeanings } from './meanings.ts';

const kind = z.enum(measurementKinds).describe(measurementMeanings.kind);
const unit = z.enum(measurementUnits).describe(measurementMeanings.unit);
const day = z.iso.date().describe(measurementMeanings.day);
const time = z.string().nullable().describe(measurementMeanings.time);

/** The response body that shows a measurement. Every command on one returns it. */
export const measurement = z
  .strictObject({
    id,
    userId: id,
    kind,
    value: z.number().gt(0).lt(maxMeasured).describe(measurementMeanings.value),
    unit,
    day,
    time,
    notes: z.string().nullable(),
    importId: id.nullable().describe('The import that recorded it; null for none.'),
    revision,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'BodyMeasurement', description: 'A measurement of the body, exactly as the athlete typed it.' });

export const measurementPage = pageOf(measurement).meta({
  id: 'BodyMeasurementPage',
  description: 'A page of body measurements.',
});

export const latestMeasurements = z
  .strictObject({ items: z.array(measurement) })
  .meta({ id: 'LatestBodyMeasurements', description: 'The latest measurement of each kind.' });

const point = z.strictObject({
  id: id.describe('The id of the measurement.'),
  day,
  time,
  value: z.number().gt(0).describe('The measurement in the unit of the series.'),
});

export const measurementSeries = z
  .strictObject({
    kind,
    unit,
    points: z.array(point).describe('The measurements, the oldest first.'),
    isComplete: z.boolean().describe('Whether no older measurement was left out.'),
  })
  .meta({ id: 'BodyMeasurementSeries', description: 'The measurements of one kind in one unit, for a chart.' });
