import { invalid } from '../../errors.ts';
import { json } from '../reply.ts';
import { type Cursor, cursorText, listDigest } from '../requests/cursor.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { sessionId } from '../training-sessions/examples.ts';
import { differenceRoute } from './difference.ts';
import { exampleEvent } from './examples.ts';
import { exportRoute } from './export.ts';
import { historyRoute } from './history.ts';
import { liveRoute } from './live.ts';
import { proofRoutes } from './proof.ts';
import { ownReader } from './reader.ts';
import { readsRoute } from './reads.ts';
import { reportRoutes } from './reports.ts';
import { listAuditEventsQuery } from './requests.ts';
import { auditPage } from './responses.ts';
import { stateRoute } from './state.ts';

const tag = 'audit';
const about = { kind: 'session', id: sessionId } as const;

const eventsRoute = route({
  method: 'get',
  path: '/api/v1/audit/events',
  operationId: 'listAuditEvents',
  tag,
  guard: 'user',
  summary: 'List the events of one thing, each with a sentence about what it has changed.',
  description:
    'Read from the log itself, so the history of something deleted is there too. A request reads at most 20,000 events.',
  request: { query: listAuditEventsQuery },
  responses: { 200: response(auditPage) },
  problems: ['history-not-found'],
  example: {
    request: { query: { ...about, type: 'SetCorrected' } },
    response: { status: 200, body: { items: [exampleEvent], next: null } },
  },
  handle:
    ({ audit }) =>
    async ({ query: { after, limit, ...asked }, caller, incoming }) => {
      const list = listDigest(incoming.route.path, asked);
      const { kind, id, type, ...filters } = asked;
      const { items, next } = await audit.listEvents({
        ...ownReader(caller),
        ...{ kind, id, limit },
        filters: { ...filters, types: type && new Set(type) },
        after: after ? revisionIn(after, list) : null,
      });
      const last = next === null ? undefined : items.at(-1);
      const place = last && { key: String(last.revision), id: last.id };
      return json({ items, next: place ? cursorText({ list, offset: 0, place }) : null });
    },
});

/** The revision in a cursor that this list has returned. */
function revisionIn({ list: of, place }: Cursor, list: string): number {
  const revision = Number(place.key ?? 'none');
  if (of !== list || !Number.isInteger(revision)) throw invalid('after', 'Belongs to a list with other parameters.');
  return revision;
}

/** The routes of the audit. */
export const auditRoutes: readonly Route[] = [
  historyRoute,
  exportRoute,
  liveRoute,
  eventsRoute,
  stateRoute,
  differenceRoute,
  ...reportRoutes,
  readsRoute,
  ...proofRoutes,
];
