import { z } from 'zod';
import { distanceUnits, maxQuantity, rpe as rpeRange, weightUnits } from '../../events/values.ts';

// Schemas of measures in responses: of performed sets, and of the targets of planned ones.

export const weight = z
  .strictObject({
    value: z
      .number()
      .gt(-maxQuantity)
      .lt(maxQuantity)
      .describe('The number that the athlete typed. Negative for assistance.'),
    unit: z.enum(weightUnits).describe('The unit that the athlete chose.'),
  })
  .meta({ id: 'Weight', description: 'A weight exactly as the athlete typed it. Nothing is converted or rounded.' });
export const distance = z
  .strictObject({ value: z.number().gt(0).lt(maxQuantity), unit: z.enum(distanceUnits) })
  .meta({ id: 'Distance', description: 'A distance exactly as the athlete typed it.' });
export const seconds = z.number().gt(0).lt(maxQuantity);
export const rpe = z.number().min(rpeRange.min).max(rpeRange.max).multipleOf(rpeRange.step);
