import type { Owner } from '../events/ids.ts';

/** The holder of an exercise of the catalogue. */
export const catalogueHolder = '00000000-0000-0000-0000-000000000000';

/**
 * Whose lists contain an exercise: the owner's, or everybody's (`catalogueHolder`). The value is never null, so one
 * condition, `holder = any(…)`, finds the exercises of both.
 */
export const holderOf = (owner: Owner): string => (owner === 'system' ? catalogueHolder : owner);
