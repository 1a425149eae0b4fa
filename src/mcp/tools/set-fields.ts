import { z } from 'zod';
import { setTypes } from '../../events/values.ts';
import { integer, notes } from '../../http/requests/fields.ts';
import { distance, rpe, seconds, weight } from '../../http/requests/measures.ts';

const fields = {
  weight: weight.nullable().exactOptional(),
  reps: integer(0, 10_000).nullable().exactOptional(),
  seconds: seconds.nullable().exactOptional(),
  distance: distance.nullable().exactOptional(),
  rpe: rpe.nullable().exactOptional(),
  rir: integer(0, 20).nullable().exactOptional().describe('Reps in reserve; instead of rpe.'),
  type: z.enum(setTypes).exactOptional(),
  notes: notes.nullable().exactOptional(),
};

/** A set in arguments. What was not recorded is left out. */
export const set = z.strictObject(fields).meta({ id: 'Set' });
