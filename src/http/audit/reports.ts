import { at } from '../examples.ts';
import { json } from '../reply.ts';
import { listDigest } from '../requests/cursor.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleSession, sessionId } from '../training-sessions/examples.ts';
import { exampleHistoryEvent } from './examples.ts';
import { cursorTo, positionIn } from './position-cursors.ts';
import { ownReader } from './reader.ts';
import { listCorrectionsQuery, listRecordingsQuery } from './requests.ts';
import { correctionsPage, recordingsPage } from './responses.ts';

const { name, startedAt } = exampleSession;
const problems = ['history-not-found', 'read-model-behind'] as const;

const correctionsRoute = route({
  method: 'get',
  path: '/api/v1/audit/corrections',
  operationId: 'listCorrections',
  tag: 'audit',
  guard: 'user',
  summary: 'List what was changed in training sessions after they had ended: by whom, how late, from what to what.',
  request: { query: listCorrectionsQuery },
  responses: { 200: response(correctionsPage) },
  problems,
  example: {
    request: { query: { recordedFrom: at } },
    response: {
      status: 200,
      body: {
        items: [
          {
            ...{ ...exampleHistoryEvent, isCorrection: true },
            ...{ session: { name, startedAt, endedAt: at }, secondsAfterEnd: 0 },
          },
        ],
        next: null,
      },
    },
  },
  handle:
    ({ audit }) =>
    async ({ query: { after, limit, ...filters }, caller, incoming }) => {
      const list = listDigest(incoming.route.path, { athlete: caller.account.id }, filters);
      const { items, next } = await audit.listCorrections({
        ...ownReader(caller),
        ...{ filters, limit, sortOrder: 'desc', requiredPosition: caller.requiredPosition },
        after: after ? positionIn(after, list) : null,
      });
      return json({ items, next: next === null ? null : cursorTo(next, list) });
    },
});

const recordingsRoute = route({
  method: 'get',
  path: '/api/v1/audit/recordings',
  operationId: 'listRecordings',
  tag: 'audit',
  guard: 'user',
  summary: 'List how late and how fast the sets of training sessions were recorded.',
  description:
    'Finds sets that were entered long after they were done, and sessions of which all sets were entered at once.',
  request: { query: listRecordingsQuery },
  responses: { 200: response(recordingsPage) },
  problems,
  example: {
    request: { query: {} },
    response: {
      status: 200,
      body: {
        items: [
          {
            ...{ sessionId, via: 'http', startedAt: at, sets: 4, lateSets: 4, firstRecordedAt: at, lastRecordedAt: at },
            ...{ recordedSeconds: 0, medianLagSeconds: 7_200, maxLagSeconds: 9_000, isBatch: true },
          },
        ],
        next: null,
      },
    },
  },
  handle:
    ({ audit }) =>
    async ({ query: { after, limit, ...asked }, caller, incoming }) => {
      const list = listDigest(incoming.route.path, { athlete: caller.account.id }, asked);
      const { items, next } = await audit.listRecordings({
        ...ownReader(caller),
        ...{ ...asked, limit, requiredPosition: caller.requiredPosition },
        after: after ? positionIn(after, list) : null,
      });
      return json({
        items: items.map(({ position: _, ...item }) => item),
        next: next === null ? null : cursorTo(next, list),
      });
    },
});

/** The reports of the audit. */
export const reportRoutes: readonly Route[] = [correctionsRoute, recordingsRoute];
