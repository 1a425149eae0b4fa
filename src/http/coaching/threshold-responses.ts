import { z } from 'zod';
import { type ThresholdName, thresholdNames, thresholdRanges } from '../../events/signal-values.ts';
import { count, id } from '../responses/fields.ts';
import { thresholdMeanings } from './roster-meanings.ts';

const named = <Schema extends z.ZodType>(make: (name: ThresholdName) => Schema) =>
  Object.fromEntries(thresholdNames.map((name) => [name, make(name)])) as Record<ThresholdName, Schema>;

/** The schema of a threshold in requests and responses. */
export const threshold = (name: ThresholdName) =>
  z.number().min(thresholdRanges[name].min).max(thresholdRanges[name].max).describe(thresholdMeanings[name]);

export const thresholds = z
  .strictObject({
    athleteId: id.nullable().describe('Null for the thresholds of all athletes.'),
    thresholds: z
      .strictObject(named((name) => threshold(name).exactOptional()))
      .describe('Those that you have set, and no others.'),
    effective: z.strictObject(named(threshold)).describe('Those that hold: your own, else those of all athletes.'),
    revision: count.nullable().describe('Null before the first command.'),
  })
  .meta({ id: 'Thresholds', description: 'From which number on a coach is told of a signal.' });
