import type { IntegerRange } from './values.ts';

/** The days on which plans can be done, and by how many days one can be shifted at once. */
export const scheduleDays = { first: '1900-01-01', last: '2999-12-31' } as const;
export const shiftDays: IntegerRange = { min: -365, max: 365 };
/** How many parts a schedule may have, one for each shift and each pause. */
export const maxScheduleParts = 500;
