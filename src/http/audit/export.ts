import { accountId, at as exportedAt } from '../examples.ts';
import { streamed } from '../reply.ts';
import { streamOf } from '../responses/response.ts';
import { route } from '../route.ts';
import { auditLine, csvOf, ndjsonOf } from './export-lines.ts';
import { ownReader } from './reader.ts';
import { exportAuditQuery } from './requests.ts';

export const exportRoute = route({
  method: 'get',
  path: '/api/v1/audit/export',
  operationId: 'exportAuditHistory',
  tag: 'audit',
  guard: 'user',
  summary: 'Export all events of the caller, with what proves that they were not changed.',
  description:
    'Each thing after the other in the order in which they began, each with all its events. NDJSON has a first line about the export, a line for each event, and a last line with their number; without the last line, the export is incomplete. CSV has the same in columns.',
  request: { query: exportAuditQuery },
  responses: { 200: streamOf(auditLine, ['application/x-ndjson', 'text/csv']) },
  problems: ['history-not-found', 'read-model-behind'],
  example: {
    request: { query: { kind: 'session' } },
    response: { status: 200, body: { line: 'audit', version: 1, athleteId: accountId, exportedAt } },
  },
  handle:
    ({ audit, clock }) =>
    ({ query: { format, kind: kinds }, caller }) => {
      const { requiredPosition, account } = caller;
      const events = audit.exportHistory({ ...ownReader(caller), kinds, requiredPosition });
      if (format === 'csv') return streamed({ type: 'text/csv', content: csvOf(events) });
      const heading = { athleteId: account.id, exportedAt: clock() };
      return streamed({ type: 'application/x-ndjson', content: ndjsonOf(heading, events) });
    },
});
