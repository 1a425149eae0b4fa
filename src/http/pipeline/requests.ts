import { z } from 'zod';
import { anyId, textOf } from '../requests/fields.ts';

export const parkedPath = z.object({
  id: z
    .string()
    .regex(/^\d{1,18}$/, 'Must be the id of a parked stream.')
    .describe('The id of the parked stream.'),
});

export const readModelPath = z.object({ name: z.string().describe('The name of the read model.') });

export const discard = z.strictObject({
  eventId: anyId<string>().describe('The id of the event that waits first.'),
  reason: textOf({ min: 1, max: 500 }).describe('Why; kept for ever, and not encrypted.'),
});
