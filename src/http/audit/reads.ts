import { coachId } from '../coaching/examples.ts';
import { accountId, at, pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { page } from '../responses/response.ts';
import { route } from '../route.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { dataReadsPage, listDataReadsQuery } from './data-reads.ts';

const exampleRead = {
  id: '0d9f2c64-7b1a-8e35-a1c2-3d4e5f607182',
  reader: { id: coachId, capacity: 'coach', via: 'http', session: null },
  operation: 'getSessionOfAthlete',
  about: { kind: 'session', id: sessionId },
  ...{ firstAt: at, lastAt: at, seconds: 0, reads: 1 },
} as const;

export const readsRoute = route({
  method: 'get',
  path: '/api/v1/audit/reads',
  operationId: 'listDataReads',
  tag: 'audit',
  guard: 'user',
  summary: "List who has read the caller's data: coaches, support and operators, and every read of the audit.",
  description:
    'The newest first. An item is about all reads of the same thing by the same reader within an hour: `firstAt` and `lastAt` are the first and the last of them.',
  request: { query: listDataReadsQuery },
  responses: { 200: page(dataReadsPage) },
  problems: [],
  example: {
    request: { query: { capacity: 'coach', reader: accountId } },
    response: { status: 200, body: pageWith(exampleRead) },
  },
  handle:
    ({ queries }) =>
    (input) =>
      listReply(input, (asked, filters) =>
        queries.listDataReads({ ...filters, ...asked, sortOrder: 'desc', athlete: input.caller.account.id }),
      ),
});
