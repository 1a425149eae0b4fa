import { z } from 'zod';
import { type FeedKind, feedKinds } from '../../events/schemas.ts';
import { self } from '../access/responses.ts';
import { measurement } from '../body-measurements/responses.ts';
import { discussion } from '../coaching/comment-responses.ts';
import { coaching } from '../coaching/responses.ts';
import { exercise } from '../exercises/responses.ts';
import { importDocument } from '../imports/responses.ts';
import { profile } from '../profile/responses.ts';
import { id, revision } from '../responses/fields.ts';
import { supportAccess } from '../support/responses.ts';
import { plan } from '../training-plans/responses.ts';
import { schedule } from '../training-plans/schedule-responses.ts';
import { session } from '../training-sessions/responses.ts';
import { unit } from '../training-units/responses.ts';

/** The documents of the feed: those that the routes of each kind answer. */
const documents = {
  account: self,
  coaching,
  discussion,
  exercise,
  import: importDocument,
  measurement,
  plan,
  profile,
  schedule,
  support: supportAccess,
  session,
  unit,
} as const satisfies Record<FeedKind, z.ZodObject>;

const changed = <Kind extends FeedKind>(kind: Kind) =>
  z.strictObject({ type: z.literal(kind), id, revision, deleted: z.literal(false), document: documents[kind] }).meta({
    id: `Changed${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    description: `A change of this kind: ${kind}. The document is as it is now.`,
  });

const deleted = z
  .strictObject({ type: z.enum(feedKinds), id, deleted: z.literal(true) })
  .meta({ id: 'Deletion', description: 'Something that was deleted.' });

/** Something that has changed or was deleted. */
export const change = z
  .union([
    changed('account'),
    changed('coaching'),
    changed('discussion'),
    changed('exercise'),
    changed('import'),
    changed('measurement'),
    changed('plan'),
    changed('profile'),
    changed('schedule'),
    changed('support'),
    changed('session'),
    changed('unit'),
    deleted,
  ])
  .meta({ id: 'Change', description: 'Something that has changed, with its document, or that was deleted.' });

/** The response body of a page of changes, and the data of an event of the stream. */
export const changesPage = z
  .strictObject({
    items: z
      .array(change)
      .describe('What has changed, in the order of the last changes. A later item replaces an earlier one.'),
    next: z.string().describe('The token for the next page. It never expires.'),
    more: z.boolean().describe('Whether the next page has items already.'),
    reset: z
      .boolean()
      .describe('Whether the token could not be continued and the feed begins anew: drop what you have.'),
  })
  .meta({ id: 'Changes', description: 'A page of what has changed since a token.' });

export const changeStream = z
  .string()
  .describe('Events `changes`, each with a page as `data` and the token after it as `id`; and comments in between.');
