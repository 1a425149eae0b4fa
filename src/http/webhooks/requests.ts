import { z } from 'zod';
import type { WebhookId } from '../../events/ids.ts';
import { webhookEventTypes } from '../../events/schemas.ts';
import { deliveryStatuses, webhookDescriptionLength, webhookUrlLength } from '../../events/webhook-values.ts';
import type { DeliveryId } from '../../ports/webhooks.ts';
import { anyId, listOf, text, textOf } from '../requests/fields.ts';
import { pageParameters } from '../requests/list.ts';

export const webhookPath = z.object({ id: anyId<WebhookId>().describe('The id of the webhook.') });
export const deliveryPath = webhookPath.extend({
  deliveryId: anyId<DeliveryId>().describe('The id of the delivery.'),
});

const url = textOf(webhookUrlLength).describe(
  'The address that gets the requests: https, without a user, a password and a fragment.',
);
const description = text(webhookDescriptionLength.max).nullable().describe('What the webhook is for.');
const eventTypes = listOf(z.enum(webhookEventTypes), { min: 1, max: webhookEventTypes.length })
  .transform((all) => [...new Set(all)])
  .describe(
    'What the webhook is told of. Types with `athlete` are about athletes whom the account coaches, as far as the scope goes.',
  );

export const createWebhook = z.strictObject({ url, description: description.default(null), eventTypes });

export const changeWebhook = z.strictObject({
  url: url.exactOptional(),
  description: description.exactOptional(),
  eventTypes: eventTypes.exactOptional(),
  enabled: z
    .boolean()
    .exactOptional()
    .describe('Whether it is told of changes. It is not told later of those that it missed.'),
});

export const listDeliveries = z.strictObject({
  ...pageParameters,
  status: z.enum(deliveryStatuses).optional().describe('Only deliveries with this status.'),
});
