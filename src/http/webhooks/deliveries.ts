import { DomainError, invalid, type Missing, notFound } from '../../errors.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import { listReply } from '../list-reply.ts';
import { json } from '../reply.ts';
import { page, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { deliveryId, exampleDelivery, examplePing, webhookId } from './examples.ts';
import { deliveryPath, listDeliveries, webhookPath } from './requests.ts';
import { delivery, deliveryPage } from './responses.ts';

const path = '/api/v1/webhooks/:id';

/** The routes that show what was sent to a webhook, and that send it again. */
export const deliveryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: `${path}/deliveries`,
    operationId: 'listWebhookDeliveries',
    tag: 'webhooks',
    guard: 'user',
    summary: 'List the deliveries of one of your webhooks, the latest one first.',
    description: 'Deliveries that have ended are kept for 30 days.',
    request: { path: webhookPath, query: listDeliveries },
    responses: { 200: page(deliveryPage) },
    problems: ['webhook-not-found'],
    example: {
      request: { path: { id: webhookId }, query: { status: 'failed' } },
      response: { status: 200, body: { items: [exampleDelivery], total: 1, limit: 20, offset: 0 } },
    },
    handle:
      ({ webhooks }) =>
      (input) =>
        listReply(input, async ({ limit, offset, after }, { status }) => {
          if (after && !/^\d{1,18}$/.test(after.key ?? '')) {
            throw invalid('after', 'Must be a cursor that the list has returned.');
          }
          const question = { limit, offset, after, status };
          const found = await webhooks.listDeliveries(input.caller.account.id, input.path.id, question);
          if (!found) throw notFound('webhook');
          const { items, total, next } = found;
          return { body: JSON.stringify({ items, total, limit, offset }), next };
        }),
  }),
  route({
    method: 'post',
    path: `${path}/deliveries/:deliveryId/replay`,
    operationId: 'replayWebhookDelivery',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Send a delivery again, under the same `webhook-id`.',
    description: 'A delivery that waits for its next attempt is sent at once.',
    request: { path: deliveryPath },
    responses: { 202: response(delivery) },
    problems: ['webhook-not-found', 'delivery-not-found', 'webhook-disabled'],
    example: {
      request: { path: { id: webhookId, deliveryId } },
      response: { status: 202, body: { ...exampleDelivery, status: 'pending' } },
    },
    handle:
      ({ webhooks }) =>
      async ({ path: { id, deliveryId: asked }, caller }) => {
        const replayed = await webhooks.replay(caller.account.id, id, asked);
        if (replayed === null && !(await webhooks.read(caller.account.id, id))) throw notFound('webhook');
        return json(sendable(replayed, 'delivery'), 202);
      },
  }),
  route({
    method: 'post',
    path: `${path}/test`,
    operationId: 'testWebhook',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Send a `ping` to one of your webhooks.',
    description: 'While ten pings wait, no further one is added.',
    request: { path: webhookPath },
    responses: { 202: response(delivery) },
    problems: ['webhook-not-found', 'webhook-disabled'],
    example: { request: { path: { id: webhookId } }, response: { status: 202, body: examplePing } },
    handle:
      ({ webhooks }) =>
      async ({ path: { id }, caller }) =>
        json(sendable(await webhooks.ping(caller.account.id, id), 'webhook'), 202),
  }),
];

function sendable(found: Delivery | 'disabled' | null, what: Missing): Delivery {
  if (found === null) throw notFound(what);
  if (found === 'disabled') throw new DomainError('webhook-disabled', 'A disabled webhook sends nothing.');
  return found;
}
