import { accountId, at } from '../examples.ts';
import { unitId } from '../training-units/examples.ts';
import { examplePlan, planId } from './examples.ts';

const { name, weeks, repeats, units: planned } = examplePlan;
// Differs from the id in the example plan: otherwise the fuzz tests would assume that a schedule creates the plan unit.
const planUnitId = '01900000-0000-7000-8000-000000000074';
const units = [{ ...planned[0], id: planUnitId }] as const;
const started = { planId, name, startsOn: '2026-03-02' } as const;

/** An example for the API documentation: a plan that was started. */
export const exampleSchedule = {
  id: accountId,
  ...started,
  ...{ weeks, repeats, units },
  parts: [{ day: 1, on: '2026-03-02' }],
  pausedFrom: null,
  endedFrom: null,
  revision: 0,
  createdAt: at,
  updatedAt: at,
} as const;

const dueUnit = {
  ...{ index: 0, planUnitId, unitId, name: 'Day A', state: 'due' as const, sessionId: null },
  plan: { id: planId, week: 1, day: 1, index: 0 },
};

const day = (date: string, place: number, isDue = false) => ({
  ...{ date, week: 1, day: place },
  units: isDue ? [dueUnit] : [],
});
const monday = day('2026-03-02', 1, true);

/** The same plan on its first day. */
export const exampleCurrentPlan = {
  ...started,
  status: 'running',
  timezone: 'Europe/Berlin',
  endsOn: '2026-05-24',
  today: monday,
  thisWeek: [monday, ...[3, 4, 5, 6, 7, 8].map((date) => day(`2026-03-0${date}`, date - 1))],
  next: monday,
  missed: [],
} as const;
