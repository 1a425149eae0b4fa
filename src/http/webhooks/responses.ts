import { z } from 'zod';
import { webhookEventTypes } from '../../events/schemas.ts';
import { deliveryStatuses, disabledReasons, sendErrors } from '../../events/webhook-values.ts';
import { count, id, instant, pageOf, revision } from '../responses/fields.ts';

const eventType = z.enum(webhookEventTypes);

export const webhook = z
  .strictObject({
    id,
    url: z.string(),
    description: z.string().nullable(),
    eventTypes: z.array(eventType),
    enabled: z.boolean().describe('A disabled webhook sends nothing, and is not told later of what it missed.'),
    createdAt: instant,
    updatedAt: instant,
    previousSecretUntil: instant
      .nullable()
      .describe('Until when requests are also signed with the secret before the last rotation.'),
    failingSince: instant.nullable().describe('The first failed attempt since the last successful one.'),
    disabledAt: instant.nullable().describe('When the service has disabled the webhook.'),
    disabledReason: z
      .enum(disabledReasons)
      .nullable()
      .describe('`gone`: the receiver answered 410. `failing`: every attempt has failed for three days.'),
  })
  .meta({ id: 'Webhook', description: 'A webhook, without its secret.' });

export const webhookWithSecret = z
  .strictObject({
    ...webhook.shape,
    secret: z.string().describe('The key of the signatures: `whsec_` and base64. No other response contains it.'),
  })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook with its new secret.' });

export const delivery = z
  .strictObject({
    id: id.describe('The `webhook-id` of each of its requests.'),
    type: z.enum([...webhookEventTypes, 'ping']),
    athleteId: id.nullable().describe('The athlete whose thing has changed, if you coach; null for your own.'),
    kind: z.string().nullable().describe('The kind of what has changed; null for a ping.'),
    item: z.string().nullable().describe('The id of what has changed; null for a ping.'),
    revision: revision.nullable(),
    status: z
      .enum(deliveryStatuses)
      .describe('`failed` deliveries are tried again; those that are `given-up` only when they are replayed.'),
    attempts: count,
    createdAt: instant,
    nextAttemptAt: instant
      .nullable()
      .describe('Null after the end, and while an earlier delivery about the same thing has not ended.'),
    lastAttemptAt: instant.nullable(),
    lastStatus: z.int().nullable().describe('The HTTP status of the last response; null when there was none.'),
    lastError: z.enum(sendErrors).nullable().describe('Why the last attempt got no response.'),
    lastMilliseconds: count.nullable().describe('How long the last attempt took.'),
  })
  .meta({ id: 'WebhookDelivery', description: 'What is sent to a webhook about one change.' });

export const deliveryPage = pageOf(delivery);
