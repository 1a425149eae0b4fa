import { z } from 'zod';
import { auditedKinds } from '../../queries/audit/audited-kinds.ts';
import { accountId, at } from '../examples.ts';
import { count, id, instant, revision } from '../responses/fields.ts';

export const position = z.string().regex(/^(0|[1-9][0-9]{0,18})$/, 'Must be a place in the log.');
const meanings = {
  since: 'The place in the log up to which you have looked. Before the first look, that of the accepted relationship.',
  to: 'The answer has what is new up to this place. Send it back to mark that as looked at.',
  more: 'Whether something newer follows, which is told once you have marked this as looked at.',
  things: 'How many things have changed.',
  events: 'How many times they have changed.',
} as const;

const newThing = z.strictObject({
  kind: z.enum(auditedKinds),
  id,
  events: count.describe('How many new events it has.'),
  isCreated: z.boolean().describe('Whether it is new itself.'),
  firstAt: instant,
  lastAt: instant.describe('When its last event was recorded.'),
});

const bounds = {
  since: position.describe(meanings.since),
  to: position.describe(meanings.to),
  more: z.boolean().describe(meanings.more),
};

export const reviewOfAthlete = z
  .strictObject({ athleteId: id, ...bounds, things: z.array(newThing) })
  .meta({ id: 'Review', description: 'What is new of an athlete since the coach has looked, the oldest first.' });

export const reviewQueue = z
  .strictObject({
    athletes: z.array(
      z.strictObject({
        athleteId: id,
        name: z.string().nullable(),
        email: z.string(),
        ...bounds,
        things: count.describe(meanings.things),
        events: count.describe(meanings.events),
        lastAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'ReviewQueue', description: 'How much is new of each athlete, the latest change first.' });

export const reviewedMark = z
  .strictObject({ athleteId: id, reviewedTo: position, revision })
  .meta({ id: 'ReviewedMark', description: 'Up to where a coach has looked at what is new of an athlete.' });

const sessionId = '01900000-0000-7000-8000-000000000021';
const place = { since: '1200', to: '1280', more: false } as const;

export const exampleReview = {
  athleteId: accountId,
  ...place,
  things: [{ kind: 'session', id: sessionId, events: 3, isCreated: true, firstAt: at, lastAt: at }],
} as const;

export const exampleQueue = {
  athletes: [
    { athleteId: accountId, name: 'Ana', email: 'ana@example.com', ...place, things: 1, events: 3, lastAt: at },
  ],
} as const;
