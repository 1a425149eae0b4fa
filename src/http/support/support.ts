import { support as decider, type SupportCommand } from '../../commands/support/decider.ts';
import { present } from '../../documents/presence.ts';
import type { SupportDocument } from '../../documents/support.ts';
import { notFound } from '../../errors.ts';
import type { SupportAccessId } from '../../events/ids.ts';
import { readModels } from '../../queries/read-models.ts';
import { contextOf, newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId, pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { answered, storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created, notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleSupportAccess, exampleSupportItem, supportAccessId } from './examples.ts';
import { supportReadRoutes } from './read-routes.ts';
import { listSupportAccesses, openSupportAccess, supportPath } from './requests.ts';
import { supportAccess, supportAccessItem, supportAccessPage } from './responses.ts';

const tag = 'support';
const path = { id: supportAccessId };

type Sent = Readonly<{ id: SupportAccessId; command: SupportCommand; context: Parameters<Dependencies['execute']>[3] }>;

/**
 * Sends a command, and answers once the read model contains its effect: an access that was opened can be used, and one that
 * has ended has no effect any more, in any process.
 */
async function send(deps: Dependencies, { id, command, context }: Sent) {
  const outcome = await deps.execute(decider, id, [command], context);
  const { owner, position } = outcome;
  await deps.queries.waitUntilProjected({ owner, position, models: [readModels.supportAccesses] });
  const document: SupportDocument = present(outcome.presence, 'support').document;
  return { outcome, document };
}

/** All routes of support accesses. */
export const supportRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/support/accesses',
    operationId: 'openSupportAccess',
    tag,
    guard: 'superuser',
    summary: 'Open an access to the history of an athlete, for an hour.',
    description:
      'The athlete is told at once, by the change feed and webhooks, and reads the reason. Every read is in the access ' +
      'log of the athlete. The client may supply the id, a UUID of any version, and may then repeat the request.',
    request: { headers: commandHeaders, body: openSupportAccess },
    responses: { 201: created(supportAccess) },
    problems: ['account-not-found', 'id-taken', 'read-model-behind'],
    example: {
      request: { body: { athleteId: accountId, reason: exampleSupportAccess.reason } },
      response: { status: 201, body: exampleSupportAccess },
    },
    handle: (deps) => async (input) => {
      const { id: own, athleteId, reason } = input.body;
      const account = await deps.readAccount(athleteId);
      if (account.fold.kind !== 'present') throw notFound('account');
      const id = newId<SupportAccessId>(deps, input, 'support access', own);
      const command = { type: 'OpenSupportAccess', data: { supportAccessId: id, athleteId, reason } } as const;
      const context = { ...contextOf(deps, input), owner: athleteId };
      const { outcome, document } = await send(deps, { id, command, context });
      return answered(outcome, document, { location: `/api/v1/support/accesses/${id}` });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/support/accesses',
    operationId: 'listSupportAccesses',
    tag,
    guard: 'user',
    summary: "List the support accesses to the caller's history, or those that the caller has opened.",
    description: 'The newest first. Whether one is open is decided by the clock of the database.',
    request: { query: listSupportAccesses },
    responses: { 200: page(supportAccessPage) },
    problems: ['read-model-behind'],
    example: {
      request: { query: { as: 'athlete', open: 'true' } },
      response: { status: 200, body: pageWith(exampleSupportItem) },
    },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (asked, { open, ...filters }) => {
          const { account, requiredPosition } = input.caller;
          const isOpen = open === undefined ? {} : { open: open === 'true' };
          return queries.listSupportAccesses({ ...filters, ...asked, ...isOpen, caller: account.id, requiredPosition });
        }),
  }),
  route({
    method: 'get',
    path: '/api/v1/support/accesses/:id',
    operationId: 'getSupportAccess',
    tag,
    guard: 'user',
    summary: 'Read a support access.',
    description: 'The `ETag` is the revision, followed by a number that changes with the names and addresses.',
    request: { path: supportPath },
    responses: { 200: shown(supportAccessItem), 304: notModified },
    problems: ['support-not-found', 'read-model-behind'],
    example: { request: { path }, response: { status: 200, body: exampleSupportItem } },
    handle:
      ({ queries }) =>
      async ({ path: { id }, caller: { account, requiredPosition } }) => {
        const found = await queries.getSupportAccess({ id, caller: account.id, requiredPosition });
        if (!found) throw notFound('support');
        return storedDocument(found, found.joined);
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/support/accesses/:id/end',
    operationId: 'endSupportAccess',
    tag,
    guard: 'user',
    summary: 'End a support access before its time.',
    description:
      'Either side may do so. The answer comes once the superuser may read nothing any more. Repeating the request ' +
      'changes nothing.',
    request: { path: supportPath, headers: commandHeaders },
    responses: { 200: changed(supportAccess) },
    problems: ['support-not-found', 'read-model-behind'],
    example: {
      request: { path },
      response: {
        status: 200,
        body: { ...exampleSupportAccess, revision: 1, endedAt: exampleSupportAccess.updatedAt, endedBy: 'athlete' },
      },
    },
    handle: (deps) => async (input) => {
      const command = { type: 'EndSupportAccess', data: {} } as const;
      const context = contextOf(deps, input);
      const { outcome, document } = await send(deps, { id: input.path.id, command, context });
      return answered(outcome, document);
    },
  }),
  ...supportReadRoutes,
];
