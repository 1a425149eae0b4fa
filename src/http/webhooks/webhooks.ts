import { z } from 'zod';
import { DomainError, invalid, notFound } from '../../errors.ts';
import { maxWebhooks } from '../../events/webhook-values.ts';
import type { RefuseUrl } from '../../ports/webhooks.ts';
import { json, noContent } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { deliveryRoutes } from './deliveries.ts';
import { exampleWebhook, exampleWithSecret, newWebhook, webhookId } from './examples.ts';
import { changeWebhook, createWebhook, webhookPath } from './requests.ts';
import { webhook, webhookWithSecret } from './responses.ts';

const path = '/api/v1/webhooks';
const withId = { path: { id: webhookId } };

/** The routes for the caller's webhooks. */
export const webhookRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'listWebhooks',
    tag: 'webhooks',
    guard: 'user',
    summary: 'List your webhooks, the newest one first.',
    request: {},
    responses: { 200: response(z.array(webhook)) },
    problems: [],
    example: { response: { status: 200, body: [exampleWebhook] } },
    handle:
      ({ webhooks }) =>
      async ({ caller }) =>
        json(await webhooks.list(caller.account.id)),
  }),
  route({
    method: 'post',
    path,
    operationId: 'createWebhook',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Create a webhook, which is told of later changes.',
    description:
      'Only this response contains the secret that signs its requests. A repeated request creates another webhook.',
    noStore: true,
    request: { body: createWebhook },
    responses: { 201: response(webhookWithSecret, 'Location') },
    problems: ['quota-exceeded'],
    example: { request: { body: newWebhook }, response: { status: 201, body: exampleWithSecret } },
    handle:
      ({ webhooks, refuseUrl }) =>
      async ({ caller, body }) => {
        checkUrl(refuseUrl, body.url);
        const created = await webhooks.create(caller.account.id, body);
        if (!created) throw tooMany();
        const withSecret = { ...created.stored, secret: created.secret };
        return { ...json(withSecret, 201), location: `${path}/${created.stored.id}` };
      },
  }),
  route({
    method: 'get',
    path: `${path}/:id`,
    operationId: 'getWebhook',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Read one of your webhooks.',
    request: { path: webhookPath },
    responses: { 200: response(webhook) },
    problems: ['webhook-not-found'],
    example: { request: withId, response: { status: 200, body: exampleWebhook } },
    handle:
      ({ webhooks }) =>
      async ({ path: { id }, caller }) =>
        json(present(await webhooks.read(caller.account.id, id))),
  }),
  route({
    method: 'patch',
    path: `${path}/:id`,
    operationId: 'updateWebhook',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Change, enable or disable one of your webhooks.',
    request: { path: webhookPath, body: changeWebhook },
    responses: { 200: response(webhook) },
    problems: ['webhook-not-found'],
    example: {
      request: { ...withId, body: { description: newWebhook.description, enabled: true } },
      response: { status: 200, body: exampleWebhook },
    },
    handle:
      ({ webhooks, refuseUrl }) =>
      async ({ path: { id }, caller, body }) => {
        if (body.url !== undefined) checkUrl(refuseUrl, body.url);
        return json(present(await webhooks.change(caller.account.id, id, body)));
      },
  }),
  route({
    method: 'delete',
    path: `${path}/:id`,
    operationId: 'deleteWebhook',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Delete one of your webhooks with its deliveries.',
    request: { path: webhookPath },
    responses: { 204: response(null) },
    problems: ['webhook-not-found'],
    example: { request: withId, response: { status: 204 } },
    handle:
      ({ webhooks }) =>
      async ({ path: { id }, caller }) => {
        if (!(await webhooks.remove(caller.account.id, id))) throw notFound('webhook');
        return noContent;
      },
  }),
  route({
    method: 'post',
    path: `${path}/:id/rotate-secret`,
    operationId: 'rotateWebhookSecret',
    tag: 'webhooks',
    guard: 'user',
    summary: 'Replace the secret of one of your webhooks.',
    description: 'For 24 hours requests are signed with both secrets. Only this response contains the new one.',
    noStore: true,
    request: { path: webhookPath },
    responses: { 200: response(webhookWithSecret) },
    problems: ['webhook-not-found'],
    example: { request: withId, response: { status: 200, body: exampleWithSecret } },
    handle:
      ({ webhooks }) =>
      async ({ path: { id }, caller }) => {
        const { stored, secret } = present(await webhooks.rotateSecret(caller.account.id, id));
        return json({ ...stored, secret });
      },
  }),
  ...deliveryRoutes,
];

function checkUrl(refuseUrl: RefuseUrl, url: string): void {
  const reason = refuseUrl(url);
  if (reason !== null) throw invalid('url', reason);
}

function present<Found>(found: Found | null): Found {
  if (found === null) throw notFound('webhook');
  return found;
}

function tooMany(): DomainError {
  const message = `An account has at most ${maxWebhooks} webhooks. Delete some first.`;
  return new DomainError('quota-exceeded', message, {
    validationErrors: [{ type: 'quota_exceeded', field: 'webhooks', message }],
  });
}
