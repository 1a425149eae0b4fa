import { accountId, at } from '../examples.ts';

/** An example for the API documentation: a profile with a training max. */
export const exampleProfile = {
  id: accountId,
  unit: 'kg',
  timezone: 'Europe/Berlin',
  firstDayOfWeek: 'monday',
  e1rmFormula: 'epley',
  gear: {
    kg: {
      bar: 20,
      plates: [
        { value: 20, pairs: 2 },
        { value: 2.5, pairs: null },
      ],
      dumbbells: [10, 12.5],
      step: 5,
    },
    lb: null,
  },
  forCoaches: {
    goals: 'Squat 150 kg',
    limitations: 'Left knee',
    equipment: 'Rack, bar and plates at home',
    birthYear: 1990,
  },
  trainingMaxes: [
    {
      exerciseId: '01900000-0000-7000-8000-000000000014',
      weight: { value: 100, unit: 'kg' },
      setOn: '2026-03-01',
    },
  ],
  revision: 3,
  createdAt: at,
  updatedAt: at,
} as const;
