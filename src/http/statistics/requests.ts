import { z } from 'zod';
import { periods } from '../../documents/statistics/sums.ts';
import type { Day, ExerciseId } from '../../events/ids.ts';
import { e1rmFormulas, weightUnits } from '../../events/values.ts';
import { anyId, timeZone } from '../requests/fields.ts';
import { day } from '../requests/list.ts';
import { statisticsMeanings } from './meanings.ts';

const dayOf = day.transform((text) => text as Day);

const days = {
  from: dayOf.optional().describe('The first day, by the time zone of each session. The first one of all by default.'),
  to: dayOf.optional().describe('The last day, in the same way.'),
};
const unit = z.enum(weightUnits).optional().describe('The unit of weights. That of the profile by default.');
const formula = z.enum(e1rmFormulas).optional().describe('The formula of estimates. That of the profile by default.');
const timezone = timeZone.optional().describe(statisticsMeanings.timezone);

export const exercisePath = z.object({
  exerciseId: anyId<ExerciseId>().describe('The id of an exercise of the catalogue or of your own.'),
});

export const exerciseQuery = z.strictObject({ ...days, unit, formula });
export const volumeQuery = z.strictObject({
  ...days,
  exerciseId: anyId<ExerciseId>().optional().describe('Only what was done of this exercise.'),
  unit,
  by: z.enum(periods).default('week').describe('What is added up: ISO weeks, which begin on Monday, or months.'),
});
export const musclesQuery = z.strictObject({ ...days, unit });
export const todayQuery = z.strictObject({ timezone });
export const dashboardQuery = z.strictObject({ unit, formula, timezone });
