import { z } from 'zod';

// Schemas of values that lines of several kinds have.

export const uuid = <Id extends string>() => z.guid().transform((id) => id.toLowerCase() as Id);
export const quantityIn = <Unit extends string>(units: readonly [Unit, ...Unit[]]) =>
  z.object({ value: z.number(), unit: z.enum(units) }).nullable();
export const reps = z.object({ min: z.int().nullable(), max: z.int().nullable() }).nullable();
