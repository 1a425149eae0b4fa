import { z } from 'zod';
import { eventTypes } from '../../events/schemas.ts';
import { channels, roles } from '../../events/values.ts';
import { auditedKinds } from '../../queries/audit/audited-kinds.ts';
import { id, instant } from '../responses/fields.ts';

const eventActor = z
  .strictObject({
    id: z.string().describe('The id of an account, or `system`; `coach` for a coach whom the history does not name.'),
    role: z.enum([...roles, 'system']),
    via: z.enum(channels).describe('The channel through which it came.'),
    session: id
      .nullable()
      .describe(
        'The auth session, the personal access token or the grant of an app; null without one, and for another account than the owner.',
      ),
    app: z.string().nullable().describe('The name of the app that acted for the account; null if none did.'),
  })
  .meta({ id: 'EventActor', description: 'Who has caused an event, and through which channel.' });

/** The members of an event of the log. */
const eventMembers = {
  id: id.describe('The id of the event, which follows from its contents.'),
  revision: z.int().min(0).describe('The number of the event in its history, counted from 0.'),
  type: z.enum(eventTypes),
  sentence: z.string().describe('What the event has changed, in English: the values before → and after.'),
  recordedAt: instant.describe('When the log has stored the event.'),
  occurredAt: instant.describe('When it happened, by the clock of the client.'),
  lagSeconds: z.number().describe('The seconds from `occurredAt` to `recordedAt`.'),
  isCorrection: z.boolean().describe('Whether the event has changed a session that had ended.'),
  actor: eventActor,
  correlationId: z.string().describe('The id of the request. Events of one request have the same id.'),
  data: z.record(z.string(), z.unknown()).describe('The data of the event. Its members depend on the type.'),
};

const auditedEvent = z.strictObject(eventMembers).meta({ id: 'AuditedEvent', description: 'An event of the log.' });

const historyEvent = z
  .strictObject({
    about: z.strictObject({ kind: z.enum(auditedKinds), id }).describe('What the event is about.'),
    position: z.string().describe('The place of the event in the log. Later events have higher numbers.'),
    ...eventMembers,
  })
  .meta({ id: 'HistoryEvent', description: 'An event of the log, with the thing that it is about.' });

export const historyPage = z
  .strictObject({
    items: z
      .array(historyEvent)
      .describe('A page may have fewer items than `limit`, even none, although others follow.'),
    next: z.string().nullable().describe('The cursor of the next page; null on the last page.'),
  })
  .meta({ id: 'HistoryEventPage', description: 'A page of the events of an athlete.' });

export const auditPage = z
  .strictObject({
    items: z.array(auditedEvent).describe('In the order in which they were recorded.'),
    next: z.string().nullable().describe('The cursor of the next page; null on the last page.'),
  })
  .meta({ id: 'AuditPage', description: 'A page of the events of a history.' });

export const pastState = z
  .strictObject({
    kind: z.enum(auditedKinds),
    id,
    status: z
      .enum(['absent', 'present', 'gone'])
      .describe('`absent` before it was created, `gone` after it was deleted.'),
    revision: z.int().min(0).nullable().describe('The number of the last event that counts; null without events.'),
    recordedAt: instant.nullable().describe('When the log has stored that event.'),
    document: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        'As its own route answered it then, but an exercise has numbers for muscles, equipment and tags. Null unless present.',
      ),
  })
  .meta({ id: 'PastState', description: 'A thing as it was.' });

/** Any JSON value: a part of a document. */
const part = z.unknown().meta({ override: { type: ['string', 'number', 'boolean', 'object', 'array', 'null'] } });

const patchOperation = z
  .union([
    z.strictObject({ op: z.enum(['add', 'replace']), path: z.string(), value: part }),
    z.strictObject({ op: z.literal('remove'), path: z.string() }),
  ])
  .meta({ id: 'PatchOperation', description: 'An operation of JSON Patch (RFC 6902).' });

export const difference = z
  .strictObject({
    kind: z.enum(auditedKinds),
    id,
    from: z.int().min(0),
    to: z.int().min(0),
    sentences: z
      .array(z.string())
      .describe('The differences in English, a sentence for each: the values before → after.'),
    patch: z
      .array(patchOperation)
      .describe(
        'Turns the older document of `/audit/state` into the newer one. A thing that is gone has the document null.',
      ),
  })
  .meta({ id: 'Difference', description: 'How a thing has changed from one revision to a later one.' });

export const liveEvent = z
  .string()
  .describe(
    'An event `begin`, then events `audit`, each with a `HistoryEvent` as `data` and its position as `id`; and comments in between.',
  );

const correction = historyEvent
  .extend({
    session: z
      .strictObject({ name: z.string().nullable(), startedAt: instant, endedAt: instant.nullable() })
      .nullable()
      .describe('The session as it was before.'),
    secondsAfterEnd: z
      .number()
      .nullable()
      .describe('The seconds from the end of the session until the correction was recorded.'),
  })
  .meta({ id: 'Correction', description: 'A change to a session that had ended.' });

export const correctionsPage = z
  .strictObject({
    items: z.array(correction).describe('The newest first. A page may have fewer items than `limit`.'),
    next: z.string().nullable().describe('The cursor of the next page; null on the last page.'),
  })
  .meta({ id: 'CorrectionPage', description: 'A page of corrections.' });

const recording = z
  .strictObject({
    sessionId: id,
    via: z.enum(channels).describe('The channel through which the session began.'),
    startedAt: instant.describe('When the session began, by the clock of the client.'),
    sets: z.int().min(0).describe('How many sets were logged, with those that were removed later.'),
    lateSets: z.int().min(0),
    firstRecordedAt: instant.nullable(),
    lastRecordedAt: instant.nullable(),
    recordedSeconds: z.number().nullable().describe('The seconds from `firstRecordedAt` to `lastRecordedAt`.'),
    medianLagSeconds: z.number().nullable().describe('The median of the seconds from a set until it was recorded.'),
    maxLagSeconds: z.number().nullable(),
    isBatch: z.boolean().describe('Whether all sets were recorded within `batchSeconds`.'),
  })
  .meta({ id: 'Recording', description: 'How late and how fast the sets of a session were recorded.' });

export const recordingsPage = z
  .strictObject({
    items: z.array(recording).describe('The newest first.'),
    next: z.string().nullable().describe('The cursor of the next page; null on the last page.'),
  })
  .meta({ id: 'RecordingPage', description: 'A page of how sets were recorded.' });
