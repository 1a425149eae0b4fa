/** The allowed words and lengths of support accesses. */
import type { Length } from './values.ts';

/** The two sides of a support access. */
export const supportSides = ['athlete', 'superuser'] as const;
export type SupportSide = (typeof supportSides)[number];

/** The length of the reason, which the athlete reads. */
export const reasonLength: Length = { min: 3, max: 500 };

/** How long a support access lasts, in milliseconds. */
export const supportMs = 60 * 60 * 1_000;
