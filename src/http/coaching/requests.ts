import { z } from 'zod';
import { coachingParts, coachingSides, coachingStatuses, messageLength } from '../../events/coaching-values.ts';
import type { CoachingId } from '../../events/ids.ts';
import { email } from '../access/access-requests.ts';
import { anyId, instant, listOf, ownId, text } from '../requests/fields.ts';
import { pageParameters, sortOrder } from '../requests/list.ts';
import { coachingMeanings } from './meanings.ts';

export const coachingPath = z.object({ id: anyId<CoachingId>().describe('The id of the coaching relationship.') });

const scope = listOf(z.enum(coachingParts), { min: 1, max: coachingParts.length }).meta({
  description: coachingMeanings.scope,
});
const expiresAt = instant.nullable().describe(coachingMeanings.expiresAt);
const message = text(messageLength.max).nullable().default(null).describe(coachingMeanings.message);

export const inviteCoach = z.strictObject({
  id: ownId<CoachingId>().exactOptional(),
  email,
  scope,
  expiresAt: expiresAt.default(null),
  message,
});

export const requestCoaching = z.strictObject({ email, scope, message });

/** What an athlete may change, also while accepting. */
export const coachingTerms = z.strictObject({ scope: scope.exactOptional(), expiresAt: expiresAt.exactOptional() });

const pages = {
  ...pageParameters,
  status: z.enum(coachingStatuses).optional().describe(coachingMeanings.status),
  sortOrder: sortOrder.default('desc'),
};
export const listCoachings = z.strictObject({
  as: z.enum(coachingSides).default('athlete').describe('The side of the caller.'),
  ...pages,
});
export const listAllCoachings = z.strictObject(pages);
