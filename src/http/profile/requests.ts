import { z } from 'zod';
import type { Day, ExerciseId } from '../../events/ids.ts';
import {
  barWeight,
  birthYears,
  forCoachesLength,
  gearStep,
  maxDumbbells,
  maxPlates,
  pairs,
  pieceWeight,
} from '../../events/training-values.ts';
import { e1rmFormulas, firstDaysOfWeek, weightUnits } from '../../events/values.ts';
import { anyId, integer, listOf, textOf, timeZone } from '../requests/fields.ts';
import { day } from '../requests/list.ts';
import { decimalIn, load } from '../requests/measures.ts';
import { rule } from '../requests/validation-errors.ts';
import { forCoachesMeanings, gearMeanings, profileMeanings } from './meanings.ts';

export const maxPath = z.object({ exerciseId: anyId<ExerciseId>().describe('The exercise of the training max.') });

const piece = decimalIn(pieceWeight);
const isDistinct = (values: readonly number[]): boolean => new Set(values).size === values.length;
const distinct = rule('value_error', 'Must not list a weight twice.');

const gear = z
  .strictObject({
    bar: decimalIn(barWeight).describe(gearMeanings.bar),
    plates: listOf(z.strictObject({ value: piece, pairs: integer(pairs.min, pairs.max).nullable().default(null) }), {
      max: maxPlates,
    })
      .refine((plates) => isDistinct(plates.map(({ value }) => value)), distinct)
      .describe(gearMeanings.plates),
    dumbbells: listOf(piece, { max: maxDumbbells }).refine(isDistinct, distinct).describe(gearMeanings.dumbbells),
    step: decimalIn(gearStep).describe(gearMeanings.step),
  })
  .nullable();

const told = textOf(forCoachesLength).nullable().exactOptional();
const forCoaches = z
  .strictObject({
    goals: told,
    limitations: told.describe(forCoachesMeanings.limitations),
    equipment: told.describe(forCoachesMeanings.equipment),
    birthYear: integer(birthYears.min, birthYears.max)
      .nullable()
      .exactOptional()
      .describe(forCoachesMeanings.birthYear),
  })
  .exactOptional();

export const changeProfile = z.strictObject({
  unit: z.enum(weightUnits).exactOptional().describe(profileMeanings.unit),
  timezone: timeZone.nullable().exactOptional().describe(profileMeanings.timezone),
  firstDayOfWeek: z.enum(firstDaysOfWeek).exactOptional(),
  e1rmFormula: z.enum(e1rmFormulas).exactOptional().describe(profileMeanings.e1rmFormula),
  gear: z
    .strictObject({ kg: gear.exactOptional(), lb: gear.exactOptional() })
    .exactOptional()
    .describe(profileMeanings.gear),
  forCoaches: forCoaches.describe(profileMeanings.forCoaches),
});

export const setTrainingMax = z.strictObject({
  weight: load.describe('The training max.'),
  setOn: day.transform((value) => value as Day).describe(profileMeanings.setOn),
});
