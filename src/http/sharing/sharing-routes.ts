import { z } from 'zod';
import type { Context } from '../../commands/context.ts';
import type { Decider } from '../../commands/decider.ts';
import type { SharingCommand } from '../../commands/sharing/sharing.ts';
import { type AccountPresence, accountFold } from '../../documents/account.ts';
import { type Presence, present } from '../../documents/presence.ts';
import type { Shareable } from '../../documents/sharing.ts';
import { type Missing, notFound } from '../../errors.ts';
import type { AnyEvent } from '../../events/event.ts';
import type { ReadModel } from '../../queries/consistency/reader.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId } from '../requests/fields.ts';
import { changed, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import type { Tag } from '../tags.ts';
import { changeSharing, grantAccess, grantee } from './schemas.ts';

const accounts = { ...accountFold, category: 'account', presence: (account: AccountPresence) => account } as const;

/** A kind of things that can be shared, as its routes need it. */
type SharedArea<State, Event extends AnyEvent, Document extends Shareable> = Readonly<{
  decider: Decider<State, SharingCommand, Event, Presence<Document>>;
  what: Missing;
  /** The name in operation ids, such as `Unit`, and in sentences, such as `training unit`. */
  noun: string;
  name: string;
  tag: Tag;
  path: `/${string}`;
  schema: z.ZodType<object>;
  example: object;
  exampleId: string;
  /** Makes the response body of a document. @defaultValue the document */
  bodyOf?: (deps: Dependencies, document: Document) => object | Promise<object>;
  /** The read models that say who may read a thing. */
  models: readonly ReadModel[];
}>;

/** What the routes of one kind of things share. */
function partsOf<State, Event extends AnyEvent, Document extends Shareable>(area: SharedArea<State, Event, Document>) {
  const { decider, what, name, exampleId, models, bodyOf = (_, document) => document } = area;
  const thing = z.object({ id: anyId<string & {}>().describe(`The id of the ${name}.`) });
  const send = async (
    deps: Dependencies,
    input: Parameters<typeof contextOf>[1] & Readonly<{ path: Readonly<{ id: string }> }>,
    command: SharingCommand,
    more: Pick<Context, 'beforeAppend'> = {},
  ) => {
    const outcome = await deps.execute(decider, input.path.id, [command], { ...contextOf(deps, input), ...more });
    const { owner, position } = outcome;
    await deps.queries.waitUntilProjected({ owner, position, models });
    return outcome;
  };
  /** Sends a command and answers with the whole thing. */
  const change = async (...[deps, ...sent]: Parameters<typeof send>) => {
    const outcome = await send(deps, ...sent);
    return answered(outcome, await bodyOf(deps, present(outcome.presence, what).document));
  };
  return {
    ...{ thing, send, change },
    grantPath: thing.extend({ accountId: grantee }),
    granted: { id: exampleId, accountId },
    problems: [`${what}-not-found`, 'access-too-low', 'read-model-behind'] as const,
  };
}

/**
 * The routes that share the things of one kind. They answer once the read models contain the change: a right that has
 * ended then has no effect any more, in any process.
 */
export const sharingRoutes = <State, Event extends AnyEvent, Document extends Shareable>(
  area: SharedArea<State, Event, Document>,
): readonly Route[] => [changeSharingRoute(area), grantAccessRoute(area), endAccessRoute(area)];

function changeSharingRoute<State, Event extends AnyEvent, Document extends Shareable>(
  area: SharedArea<State, Event, Document>,
): Route {
  const { noun, name, tag, path, schema, example, exampleId } = area;
  const { thing, problems, change } = partsOf(area);
  return route({
    method: 'put',
    path: `${path}/:id/sharing`,
    operationId: `share${noun}`,
    tag,
    guard: 'user',
    summary: `Make a ${name} private, shared or public.`,
    description:
      'The answer comes once the change has an effect: what is private then is 404 for others at once. The grants ' +
      'stay, and have no effect while it is private.',
    request: { path: thing, headers: commandHeaders, body: changeSharing },
    responses: { 200: changed(schema) },
    problems,
    example: {
      request: { path: { id: exampleId }, body: { status: 'shared' } },
      response: { status: 200, body: { ...example, sharing: 'shared' } },
    },
    handle: (deps) => (input) => change(deps, input, { type: 'ChangeSharing', data: input.body }),
  });
}

function grantAccessRoute<State, Event extends AnyEvent, Document extends Shareable>(
  area: SharedArea<State, Event, Document>,
): Route {
  const { noun, name, tag, path, schema, example } = area;
  const { grantPath, granted, problems, change } = partsOf(area);
  return route({
    method: 'put',
    path: `${path}/:id/grants/:accountId`,
    operationId: `grant${noun}Access`,
    tag,
    guard: 'user',
    summary: `Let an account read or edit a ${name}, or change what it may do.`,
    description:
      'The account is named by its id, which its owner tells; there is no search for accounts. A grant has no effect ' +
      'while the status is `private`.',
    request: { path: grantPath, headers: commandHeaders, body: grantAccess },
    responses: { 200: changed(schema) },
    problems: [...problems, 'account-not-found'],
    example: {
      request: { path: granted, body: { level: 'read' } },
      response: { status: 200, body: example },
    },
    handle: (deps) => async (input) => {
      const { accountId } = input.path;
      const data = { ...input.body, accountId };
      // Asked for after the refusals of the decider, so that only owners learn whether the id has an account.
      const beforeAppend = async () => {
        const { kind } = await deps.readAggregate(accounts, accountId);
        if (kind !== 'present') throw notFound('account');
      };
      return change(deps, input, { type: 'GrantAccess', data }, { beforeAppend });
    },
  });
}

function endAccessRoute<State, Event extends AnyEvent, Document extends Shareable>(
  area: SharedArea<State, Event, Document>,
): Route {
  const { noun, name, tag, path } = area;
  const { grantPath, granted, problems, send } = partsOf(area);
  return route({
    method: 'delete',
    path: `${path}/:id/grants/:accountId`,
    operationId: `end${noun}Access`,
    tag,
    guard: 'user',
    summary: `End the access of an account to a ${name}.`,
    description:
      'The owner may end every grant; an account may give up its own. The answer comes once the change has an ' +
      'effect. Repeating the request changes nothing.',
    request: { path: grantPath, headers: commandHeaders },
    responses: { 204: removed },
    problems,
    example: { request: { path: granted }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const { accountId } = input.path;
      return answered(await send(deps, input, { type: 'EndAccess', data: { accountId } }));
    },
  });
}
