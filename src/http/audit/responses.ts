import { z } from 'zod';
import { eventTypes } from '../../events/schemas.ts';
import { channels, roles } from '../../events/values.ts';
import { auditedKinds } from '../../queries/audit/history.ts';
import { id, instant } from '../responses/fields.ts';

const eventActor = z
  .strictObject({
    id: z.string().describe('The id of an account, or `system`.'),
    role: z.enum([...roles, 'system']),
    via: z.enum(channels).describe('The channel through which it came.'),
    session: id
      .nullable()
      .describe(
        'The auth session or the personal access token; null without one, and for another account than the owner.',
      ),
  })
  .meta({ id: 'EventActor', description: 'Who has caused an event, and through which channel.' });

/** An event of the log. */
export const auditedEvent = z
  .strictObject({
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
  })
  .meta({ id: 'AuditedEvent', description: 'An event of the log.' });

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
