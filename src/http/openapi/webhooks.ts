import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import { feedKinds, webhookEventTypes } from '../../events/schemas.ts';
import { at } from '../examples.ts';
import { id, instant, revision } from '../responses/fields.ts';
import { sessionId } from '../training-sessions/examples.ts';

const data = z
  .strictObject({
    athleteId: id.exactOptional().describe('The athlete whose thing it is, in types with `athlete`.'),
    kind: z.enum(feedKinds).describe('What has changed or was deleted.'),
    id: z.string().describe('The id of what has changed.'),
    revision: revision.describe('Rises with each request about the same thing. Ignore one that is not higher.'),
    deleted: z.boolean(),
    path: z.string().describe('Where the receiver reads the thing.'),
    consistencyToken: z.string().describe('Send it as `X-Consistency-Token` to read at least this state.'),
  })
  .meta({ id: 'WebhookData', description: 'What has changed. It contains no training data.' });

const change = z
  .strictObject({ type: z.enum(webhookEventTypes), timestamp: instant, data })
  .meta({ id: 'WebhookChange', description: 'The body of a request about a change.' });

const ping = z
  .strictObject({ type: z.literal('ping'), timestamp: instant, data: z.strictObject({}) })
  .meta({ id: 'WebhookPing', description: 'The body of a request that tests a webhook.' });

const headers = z.object({
  'webhook-id': id.describe('The id of the delivery, the same at each attempt and replay.'),
  'webhook-timestamp': z.string().describe('The time of the attempt, in seconds since 1970.'),
  'webhook-signature': z
    .string()
    .describe('`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, one for each valid secret.'),
});

const exampleChange = {
  type: 'session.changed',
  timestamp: at,
  data: {
    kind: 'session',
    id: sessionId,
    revision: 12,
    deleted: false,
    path: `/api/v1/training-sessions/${sessionId}`,
    consistencyToken: '1-2-4711',
  },
} as const satisfies z.input<typeof change>;
const examplePing = { type: 'ping', timestamp: at, data: {} } as const satisfies z.input<typeof ping>;

const responses = {
  '2XX': { description: 'The delivery has succeeded. The body is ignored.' },
  '410': { description: 'The receiver is gone: the webhook is disabled.' },
  default: { description: 'The delivery has failed and is tried again.' },
} as const;

const received = (operationId: string, summary: string, schema: z.ZodType, example: object) => ({
  post: {
    operationId,
    tags: ['webhooks'],
    summary,
    description: 'A request of the service to the address of a webhook, signed as Standard Webhooks are.',
    security: [],
    requestParams: { header: headers },
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses,
  },
});

/** The requests that the service sends to the receivers of webhooks. */
export const webhooks: NonNullable<ZodOpenApiObject['webhooks']> = {
  change: received('receiveChange', 'Tell that something has changed or was deleted', change, exampleChange),
  ping: received('receivePing', 'Test a webhook', ping, examplePing),
};
