import { z } from 'zod';
import { e1rmFormulas, firstDaysOfWeek, weightUnits } from '../../events/values.ts';
import { count, id, instant } from '../responses/fields.ts';
import { weight } from '../responses/measures.ts';
import { forCoachesMeanings, gearMeanings, profileMeanings } from './meanings.ts';

const piece = z.number().gt(0);
const gear = z
  .strictObject({
    bar: z.number().min(0).describe(gearMeanings.bar),
    plates: z.array(z.strictObject({ value: piece, pairs: count.nullable() })).describe(gearMeanings.plates),
    dumbbells: z.array(piece).describe(gearMeanings.dumbbells),
    step: piece.describe(gearMeanings.step),
  })
  .meta({ id: 'Gear', description: 'What an athlete can load, in one unit.' });

export const gears = z.strictObject({ kg: gear.nullable(), lb: gear.nullable() }).describe(profileMeanings.gear);

const trainingMax = z
  .strictObject({
    exerciseId: id,
    weight,
    setOn: z.iso.date().describe(profileMeanings.setOn),
  })
  .meta({ id: 'TrainingMax', description: 'The weight from which the percentages of an exercise are computed.' });

export const forCoaches = z
  .strictObject({
    goals: z.string().nullable(),
    limitations: z.string().nullable().describe(forCoachesMeanings.limitations),
    equipment: z.string().nullable().describe(forCoachesMeanings.equipment),
    birthYear: z.int().nullable().describe(forCoachesMeanings.birthYear),
  })
  .meta({ id: 'ProfileForCoaches', description: 'What an athlete tells coaches.' });

/** The response body that shows the caller's profile. Every command on it returns it. */
export const profile = z
  .strictObject({
    id: id.describe('The id of the account.'),
    unit: z.enum(weightUnits).describe(profileMeanings.unit),
    timezone: z.string().nullable().describe(profileMeanings.timezone),
    firstDayOfWeek: z.enum(firstDaysOfWeek),
    e1rmFormula: z.enum(e1rmFormulas).describe(profileMeanings.e1rmFormula),
    gear: gears,
    forCoaches: forCoaches.describe(profileMeanings.forCoaches),
    trainingMaxes: z.array(trainingMax).describe('The training maxes, the one that was set last at the end.'),
    revision: count.nullable().describe('The number of the last event; null for a profile that was never changed.'),
    createdAt: instant.nullable(),
    updatedAt: instant.nullable(),
  })
  .meta({
    id: 'Profile',
    description: 'The preferences, the gear and the training maxes of an athlete, and what coaches are told.',
  });
