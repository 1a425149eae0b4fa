import { notFound } from '../../errors.ts';
import type { AppGrantId } from '../../events/ids.ts';
import { readModels } from '../../queries/read-models.ts';
import type { UndoReport } from '../../use-cases/undo/undo-request.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Caller, sessionOf } from '../guards.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { appGrantPath, undoGrant } from './access-requests.ts';
import { appGrantId, exampleUndo } from './examples.ts';
import { undoReport } from './responses.ts';

/** The route that undoes what an app has done. An app may call it for itself. */
export const undoGrantRoute = route({
  method: 'post',
  path: '/api/v1/access/grants/:id/undo',
  operationId: 'undoGrant',
  tag: 'sign-in',
  guard: 'user',
  summary: 'Undo what an app has done since a time.',
  description:
    'Each thing that others have not changed since gets back what it had, by new events. The others are listed and left ' +
    'alone. Also for a grant that has ended; an app only for its own. An interrupted undo goes on when it is repeated.',
  request: { path: appGrantPath, body: undoGrant },
  responses: { 200: response(undoReport) },
  problems: ['app-grant-not-found', 'concurrent-change', 'read-model-behind'],
  runsAlone: true,
  example: {
    request: { path: { id: appGrantId }, body: { since: '2026-03-01T12:00:00Z' } },
    response: { status: 200, body: exampleUndo },
  },
  handle:
    (deps) =>
    async ({ path, body, caller, incoming }) => {
      if (!(await mayUndo(deps, caller, path.id))) throw notFound('app-grant');
      const context = contextOf(deps, { headers: unconditional, caller, incoming });
      const { requiredPosition } = caller;
      const report = await deps.undoChanges({ ...body, session: path.id, context, requiredPosition });
      await waitForSharing(deps, context.by, report);
      return json(bodyOf(report, body.preview));
    },
});

/** A repetition finds what is undone already, so it needs no key. */
const unconditional = { 'if-match': null, 'idempotency-key': null };

/** Whether a caller may undo what was done under a grant. What programs do under their own token is theirs to undo. */
async function mayUndo({ appGrants }: Dependencies, caller: Caller, id: AppGrantId): Promise<boolean> {
  if (sessionOf(caller) === id) return caller.credential.kind !== 'cookie';
  return caller.credential.kind !== 'app' && appGrants.has(caller.account.id, id);
}

/** What an app has shared is private again, in every process, once the undo is answered. */
async function waitForSharing({ queries }: Dependencies, owner: Caller['account']['id'], { undone }: UndoReport) {
  const positions = undone.flatMap(({ kind, position }) =>
    (kind === 'unit' || kind === 'plan') && position !== null ? [position] : [],
  );
  const position = positions.reduce((last, each) => (each > last ? each : last), 0n);
  const models = [readModels.units, readModels.plans];
  if (position > 0n) await queries.waitUntilProjected({ owner, position, models });
}

const bodyOf = ({ undone, left }: UndoReport, isPreview: boolean) => ({
  preview: isPreview,
  undone: undone.map(({ kind: type, id, changes }) => ({ type, id, changes: [...changes] })),
  left: left.map(({ kind: type, ...rest }) => ({ type, ...rest })),
});
