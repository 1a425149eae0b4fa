import { invalid } from '../../errors.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { exampleDifference } from './examples.ts';
import { ownReader } from './reader.ts';
import { getAuditDifferenceQuery } from './requests.ts';
import { difference } from './responses.ts';

export const differenceRoute = route({
  method: 'get',
  path: '/api/v1/audit/diff',
  operationId: 'getAuditDifference',
  tag: 'audit',
  guard: 'user',
  summary: 'Compare two revisions of one thing, in words and as JSON Patch.',
  description: 'The patch turns the older document into the newer one. A request reads at most 20,000 events.',
  request: { query: getAuditDifferenceQuery },
  responses: { 200: response(difference) },
  problems: ['history-not-found'],
  example: {
    request: { query: { kind: 'session', id: sessionId, from: '0', to: '1' } },
    response: { status: 200, body: exampleDifference },
  },
  handle:
    ({ audit }) =>
    async ({ query: { kind, id, from, to }, caller }) => {
      if (from > to) throw invalid('from', 'Must not be greater than to.');
      const found = await audit.getDifference({ ...ownReader(caller), kind, id, from, to });
      if (!found) throw invalid('to', 'The history does not have this revision.');
      return json({ kind, id, from, to, ...found });
    },
});
