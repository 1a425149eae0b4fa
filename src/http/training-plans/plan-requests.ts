import { z } from 'zod';
import type { AccountId, PlanId, PlanUnitId, UnitId } from '../../events/ids.ts';
import { maxPlanUnits, planDay, planRepeats, planWeeks } from '../../events/training-values.ts';
import { difficulties } from '../../events/values.ts';
import { anyId, booleanText, instant, integer, listOf, name, notes, ownId, readOnly } from '../requests/fields.ts';
import { pageParameters, searchString, sortOrder, updatedAfter } from '../requests/list.ts';
import { rule } from '../requests/validation-errors.ts';
import { repeatedSharing, scope } from '../sharing/schemas.ts';
import { planMeanings, planUnitMeanings } from './meanings.ts';

export const planPath = z.object({ id: anyId<PlanId>().describe('The id of the training plan.') });
export const planUnitPath = planPath.extend({
  planUnitId: anyId<PlanUnitId>().describe('The id of the unit within the plan.'),
});

const fields = {
  name: name.describe(planMeanings.name),
  description: notes.nullable().describe(planMeanings.description),
  difficulty: z.enum(difficulties).describe(planMeanings.difficulty),
  weeks: integer(planWeeks.min, planWeeks.max).describe(planMeanings.weeks),
  repeats: integer(planRepeats.min, planRepeats.max).nullable().describe(planMeanings.repeats),
};

const day = integer(planDay.min, planDay.max).describe(planUnitMeanings.day);
const unitId = anyId<UnitId>().nullable().describe(planUnitMeanings.unitId);

const newUnit = {
  id: ownId<PlanUnitId>().exactOptional().describe('An id that the client has made. The server makes one by default.'),
  unitId: unitId.default(null),
  name: name.exactOptional().describe('The name. Required without `unitId`, else by default that of the unit.'),
  day,
};

type Named = Readonly<{ unitId: UnitId | null; name?: string }>;
const requiresName = [
  (body: Named) => body.name !== undefined || body.unitId !== null,
  {
    ...rule('missing', 'Required without unitId.'),
    path: ['name'] as PropertyKey[],
    // This rule runs also when other fields are invalid, so that one response lists every error.
    when: ({ value }: Readonly<{ value: unknown }>) => typeof value === 'object' && value !== null,
  },
] as const;

export const addPlanUnit = z.strictObject(newUnit).refine(...requiresName);
export type NewPlanUnit = z.output<typeof addPlanUnit>;

export const editPlanUnit = z.strictObject({
  unitId: unitId.exactOptional(),
  name: name.exactOptional().describe(planUnitMeanings.name),
  day: day.exactOptional(),
  order: integer(0, maxPlanUnits).exactOptional().describe(planUnitMeanings.order),
});

export const reorderPlanUnits = z.strictObject({
  units: listOf(z.strictObject({ id: anyId<PlanUnitId>(), day }), { max: maxPlanUnits }).describe(
    'Every unit of the plan once, with its day. Those of the same day are in the order of the list.',
  ),
});

export const createPlan = z.strictObject({
  id: ownId<PlanId>().exactOptional(),
  ...fields,
  description: fields.description.default(null),
  weeks: fields.weeks.default(1),
  repeats: fields.repeats.default(1),
  units: listOf(addPlanUnit, { max: maxPlanUnits })
    .default([])
    .describe('The units. Those of the same day are in the order of the list.'),
});

export const editPlan = z.strictObject({
  name: fields.name.exactOptional(),
  description: fields.description.exactOptional(),
  difficulty: fields.difficulty.exactOptional(),
  weeks: fields.weeks.exactOptional(),
  repeats: fields.repeats.exactOptional(),
});

export const copyPlan = z.strictObject({
  id: ownId<PlanId>().exactOptional(),
  name: name.describe('The name of the copy. An account has each name once.'),
});

const count = integer(0, Number.MAX_SAFE_INTEGER);

/**
 * The body of a request that says everything about a training plan. A client may send the body of a response back as
 * such a request.
 */
export const replacePlan = z.strictObject({
  id: anyId<PlanId>().exactOptional(),
  ...fields,
  description: fields.description.default(null),
  // Required, so that no client removes units by leaving them out.
  units: listOf(z.strictObject({ ...newUnit, order: readOnly(count) }).refine(...requiresName), { max: maxPlanUnits }),
  userId: readOnly(anyId<AccountId>()),
  archivedAt: readOnly(instant.nullable()),
  copyOf: readOnly(anyId<PlanId>().nullable()),
  ...repeatedSharing,
  revision: readOnly(count),
  createdAt: readOnly(instant),
  updatedAt: readOnly(instant),
});

export const listPlans = z.strictObject({
  ...pageParameters,
  searchString,
  orderBy: z.enum(['name', 'createdAt', 'updatedAt']).default('name').describe('What the list is sorted by.'),
  sortOrder: sortOrder.default('asc'),
  scope,
  archived: booleanText
    .optional()
    .describe('With `true` only archived plans, with `false` only those in use. By default both.'),
  difficulty: z.enum(difficulties).optional().describe('Only plans of this difficulty.'),
  unitId: anyId<UnitId>().optional().describe('Only plans that use this training unit.'),
  updatedAfter,
});
