import { accountId, at } from '../examples.ts';
import { unitId } from '../training-units/examples.ts';

export const planId = '01900000-0000-7000-8000-000000000071';
export const planUnitId = '01900000-0000-7000-8000-000000000072';

/** An example for the API documentation: a training plan with one unit. */
export const examplePlan = {
  id: planId,
  userId: accountId,
  access: 'owner',
  sharing: 'private',
  grants: [],
  name: 'Three days a week',
  description: null,
  difficulty: 'beginner',
  weeks: 2,
  repeats: 6,
  archivedAt: null,
  copyOf: null,
  units: [{ id: planUnitId, unitId, name: 'Day A', day: 1, order: 0 }],
  revision: 1,
  createdAt: at,
  updatedAt: at,
} as const;

/** The same plan unit as a request adds it. */
export const examplePlanUnit = { name: 'Day A', day: 1 } as const;

const { units: _, grants: _grants, ...summarised } = examplePlan;

/** The same training plan as a list shows it. */
export const exampleSummary = { ...summarised, unitCount: 1 } as const;
