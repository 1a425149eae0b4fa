import { invalid } from '../../errors.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { exampleSession, sessionId } from '../training-sessions/examples.ts';
import { ownReader } from './reader.ts';
import { getAuditStateQuery } from './requests.ts';
import { pastState } from './responses.ts';

export const stateRoute = route({
  method: 'get',
  path: '/api/v1/audit/state',
  operationId: 'getAuditState',
  tag: 'audit',
  guard: 'user',
  summary: 'Read one thing as it was after a revision, or at a time.',
  description:
    'At a time, it is as after the last event that was recorded by then. Without both, it is as it is now. A request reads at most 20,000 events.',
  request: { query: getAuditStateQuery },
  responses: { 200: response(pastState) },
  problems: ['history-not-found'],
  example: {
    request: { query: { kind: 'session', id: sessionId } },
    response: {
      status: 200,
      body: {
        ...{ kind: 'session', id: sessionId, status: 'present', revision: exampleSession.revision },
        ...{ recordedAt: exampleSession.updatedAt, document: exampleSession },
      },
    },
  },
  handle:
    ({ audit }) =>
    async ({ query: { kind, id, revision, at }, caller }) => {
      if (revision !== undefined && at !== undefined) throw invalid('at', 'Must not be sent with revision.');
      const state = await audit.getState({ ...ownReader(caller), kind, id, asOf: { revision, at } });
      if (!state) throw invalid('revision', 'The history does not have this revision.');
      return json({ kind, id, ...state });
    },
});
