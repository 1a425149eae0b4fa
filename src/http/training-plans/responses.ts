import { z } from 'zod';
import { planDay, planRepeats, planWeeks } from '../../events/training-values.ts';
import { difficulties } from '../../events/values.ts';
import { count, id, instant, integerIn, pageOf, revision } from '../responses/fields.ts';
import { sharingMembers, sharingSummary } from '../sharing/schemas.ts';
import { planMeanings, planUnitMeanings } from './meanings.ts';

export const planUnit = z
  .strictObject({
    id: id.describe('The id of the unit within this plan.'),
    unitId: id.nullable().describe(planUnitMeanings.unitId),
    name: z.string().describe(planUnitMeanings.name),
    day: integerIn(planDay).describe(planUnitMeanings.day),
    order: count.describe(planUnitMeanings.order),
  })
  .meta({ id: 'PlanUnit', description: 'A training unit on a day of a plan.' });

const common = {
  id,
  userId: id.describe('The account that the plan belongs to.'),
  ...sharingSummary,
  name: z.string().describe(planMeanings.name),
  description: z.string().nullable().describe(planMeanings.description),
  difficulty: z.enum(difficulties).describe(planMeanings.difficulty),
  weeks: integerIn(planWeeks).describe(planMeanings.weeks),
  repeats: integerIn(planRepeats).nullable().describe(planMeanings.repeats),
  archivedAt: instant.nullable().describe(planMeanings.archivedAt),
  copyOf: id.nullable().describe(planMeanings.copyOf),
  revision,
  createdAt: instant,
  updatedAt: instant,
};

/** The response body of a whole training plan. Every command on a plan returns it. */
export const plan = z
  .strictObject({
    ...common,
    ...sharingMembers,
    units: z.array(planUnit).describe('The units in the order of days.'),
  })
  .meta({ id: 'TrainingPlan', description: 'Which training units an athlete does on which days.' });

const summary = z
  .strictObject({ ...common, unitCount: count })
  .meta({ id: 'TrainingPlanSummary', description: 'A training plan with the number of its units.' });

export const planPage = pageOf(summary).meta({ id: 'TrainingPlanPage', description: 'A page of training plans.' });
