import { z } from 'zod';
import { coachingParts, coachingSides, coachingStatuses } from '../../events/coaching-values.ts';
import { id, instant, pageOf, revision } from '../responses/fields.ts';
import { coachingMeanings } from './meanings.ts';

const members = {
  id,
  athleteId: id,
  coachId: id.nullable().describe(coachingMeanings.coachId),
  email: z.string().nullable().describe(coachingMeanings.email),
  askedBy: z.enum(coachingSides).describe(coachingMeanings.askedBy),
  status: z.enum(coachingStatuses).describe(coachingMeanings.status),
  scope: z.array(z.enum(coachingParts)).describe(coachingMeanings.scope),
  expiresAt: instant.nullable().describe(coachingMeanings.expiresAt),
  message: z.string().nullable().describe(coachingMeanings.message),
  revision,
  createdAt: instant,
  acceptedAt: instant.nullable(),
  endedAt: instant.nullable().describe('When it was declined or ended.'),
  endedBy: z.enum(coachingSides).nullable().describe(coachingMeanings.endedBy),
  updatedAt: instant,
};

/** The response body of every command on a coaching relationship, except of a coach's request, which gets none. */
export const coaching = z
  .strictObject(members)
  .meta({ id: 'Coaching', description: 'What an athlete lets a coach read, and until when.' });

const person = z
  .strictObject({ name: z.string().nullable(), email: z.string() })
  .nullable()
  .describe(coachingMeanings.person);

export const coachingItem = z
  .strictObject({ ...members, athlete: person, coach: person })
  .meta({ id: 'CoachingWithPeople', description: 'A coaching relationship with the people of both sides.' });

export const coachingPage = pageOf(coachingItem).meta({
  id: 'CoachingPage',
  description: 'A page of coaching relationships.',
});
