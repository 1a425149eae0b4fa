import { perQuota, quotaDefaults, quotaKinds } from '../../events/schemas.ts';
import { maxAppGrants, maxPersonalTokens } from '../../events/token-values.ts';
import { maxAuthSessions } from '../../events/values.ts';
import { maxWebhooks } from '../../events/webhook-values.ts';
import type { Usage } from '../../ports/quotas.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { usage } from './responses.ts';

const exampleUsage = { used: 3, limit: 1_000 };

/** The route that shows how much of its limits an account has used. */
export const usageRoute: Route = route({
  method: 'get',
  path: '/api/v1/access/me/usage',
  operationId: 'getUsage',
  tag: 'own account',
  guard: 'user',
  summary: 'Read what you have used of your limits.',
  description:
    `How many ${quotaKinds.map((kind) => quotaDefaults[kind].name).join(', ')}, sign-ins, tokens and grants of apps there are and may be, ` +
    'and how many requests and streams of changes may run at the same time.',
  request: {},
  responses: { 200: response(usage) },
  problems: [],
  example: {
    response: {
      status: 200,
      body: {
        ...perQuota(() => exampleUsage),
        signIns: { used: 1, limit: maxAuthSessions },
        personalTokens: { used: 2, limit: maxPersonalTokens },
        appGrants: { used: 1, limit: maxAppGrants },
        webhooks: { used: 1, limit: maxWebhooks },
        requestsAtOnce: { limit: 4 },
        uploadsAtOnce: { limit: 2 },
        streamsAtOnce: { limit: 4 },
      },
    },
  },
  handle:
    ({ quotas, authSessions, personalTokens, appGrants, webhooks, config }) =>
    async ({ caller }) => {
      const usages = await quotas.read(caller.account.id);
      const signIns = await authSessions.list(caller.account.id, caller.generation);
      const tokens = await personalTokens.list(caller.account.id, caller.generation);
      const grants = await appGrants.list(caller.account.id, caller.generation);
      return json({
        ...perQuota((kind) => limited(usages[kind])),
        signIns: { used: signIns.length, limit: maxAuthSessions },
        personalTokens: { used: tokens.length, limit: maxPersonalTokens },
        appGrants: { used: grants.length, limit: maxAppGrants },
        webhooks: { used: (await webhooks.list(caller.account.id)).length, limit: maxWebhooks },
        requestsAtOnce: { limit: config.limits.requests.running || null },
        uploadsAtOnce: { limit: config.limits.uploads.running || null },
        streamsAtOnce: { limit: config.limits.live.running || null },
      });
    },
});

const limited = ({ used, limit }: Usage) => ({ used, limit: limit || null });
