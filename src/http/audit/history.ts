import { json } from '../reply.ts';
import { listDigest } from '../requests/cursor.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { exampleHistoryEvent } from './examples.ts';
import { cursorTo, positionIn } from './position-cursors.ts';
import { ownReader } from './reader.ts';
import { listAuditHistoryQuery } from './requests.ts';
import { historyPage } from './responses.ts';

export const historyRoute = route({
  method: 'get',
  path: '/api/v1/audit/history',
  operationId: 'listAuditHistory',
  tag: 'audit',
  guard: 'user',
  summary: 'List the events of everything that the caller has, each with a sentence about what it has changed.',
  description:
    'The newest first, unless `sortOrder` is `asc`. Cursors are places in the log, so pages stay the same when events follow.',
  request: { query: listAuditHistoryQuery },
  responses: { 200: response(historyPage) },
  problems: ['history-not-found', 'read-model-behind'],
  example: {
    request: { query: { type: 'SetCorrected' } },
    response: { status: 200, body: { items: [exampleHistoryEvent], next: null } },
  },
  handle:
    ({ audit }) =>
    async ({ query: { after, limit, ...asked }, caller, incoming }) => {
      const list = listDigest(incoming.route.path, { athlete: caller.account.id }, asked);
      const { kind: kinds, type, sortOrder, ...filters } = asked;
      const { items, next } = await audit.listHistory({
        ...ownReader(caller),
        ...{ kinds, limit, sortOrder, requiredPosition: caller.requiredPosition },
        filters: { ...filters, types: type && new Set(type) },
        after: after ? positionIn(after, list) : null,
      });
      return json({ items, next: next === null ? null : cursorTo(next, list) });
    },
});
