import { maxAuthSessions, perQuota } from '../../events/values.ts';
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
  guard: 'user',
  summary: 'Read what you have used of your limits.',
  request: {},
  responses: { 200: response(usage) },
  problems: [],
  example: {
    response: {
      status: 200,
      body: {
        ...perQuota(() => exampleUsage),
        signIns: { used: 1, limit: 50 },
        requestsAtOnce: { limit: 4 },
        uploadsAtOnce: { limit: 2 },
      },
    },
  },
  handle:
    ({ quotas, authSessions, config }) =>
    async ({ caller }) => {
      const usages = await quotas.read(caller.account.id);
      const signIns = await authSessions.list(caller.account.id, caller.generation);
      return json({
        ...perQuota((kind) => limited(usages[kind])),
        signIns: { used: signIns.length, limit: maxAuthSessions },
        requestsAtOnce: { limit: config.limits.requests.running || null },
        uploadsAtOnce: { limit: config.limits.uploads.running || null },
      });
    },
});

const limited = ({ used, limit }: Usage) => ({ used, limit: limit || null });
