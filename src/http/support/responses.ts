import { z } from 'zod';
import { supportSides } from '../../events/support-values.ts';
import { id, instant, pageOf, revision } from '../responses/fields.ts';

const members = {
  id,
  athleteId: id,
  superuserId: id.describe('The account that may read.'),
  reason: z.string().describe('Why the superuser reads.'),
  expiresAt: instant.describe('Until when the superuser may read, unless a side ends it before.'),
  revision,
  createdAt: instant,
  endedAt: instant.nullable().describe('When a side has ended it before its time.'),
  endedBy: z.enum(supportSides).nullable(),
  updatedAt: instant,
};

/** The response body of every command on a support access. */
export const supportAccess = z
  .strictObject(members)
  .meta({ id: 'SupportAccess', description: 'For an hour, a superuser may read the history of an athlete.' });

const person = z
  .strictObject({ name: z.string().nullable(), email: z.string() })
  .nullable()
  .describe('The name and the address of the account now; null once it is erased.');

export const supportAccessItem = z
  .strictObject({ ...members, athlete: person, superuser: person })
  .meta({ id: 'SupportAccessWithPeople', description: 'A support access with the people of both sides.' });

export const supportAccessPage = pageOf(supportAccessItem).meta({
  id: 'SupportAccessPage',
  description: 'A page of support accesses.',
});
