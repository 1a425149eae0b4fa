import { z } from 'zod';
import type { Outcome } from '../../commands/execute.ts';
import { type ReferenceListCommand, referenceList } from '../../commands/reference-list/decider.ts';
import type { ReferenceListPresence } from '../../documents/reference-list.ts';
import { DomainError } from '../../errors.ts';
import { anatomicalNameLength, catalogueNameLength, type ReferenceListKind } from '../../events/values.ts';
import { type Asked, contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { json, noContent, type Reply, withConsistencyToken, withETag, withLocation } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';
import { integerText, nameOf, text } from '../requests/fields.ts';
import { searchString, sortOrder } from '../requests/list.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';

const headers = commandHeaders;
const path = z.object({ id: integerText(-2_147_483_648, 2_147_483_647) });
const body = z.strictObject({
  name: nameOf(catalogueNameLength),
  anatomicalName: text(anatomicalNameLength.max).min(anatomicalNameLength.min).nullable().exactOptional(),
});
const addItem = z.object({ headers, body });
const renameItem = z.object({ path, headers, body });
const onItem = z.object({ path, headers });
const getItem = z.object({ path });
const listItems = z.object({
  query: z.strictObject({
    searchString,
    orderBy: z.enum(['name', 'id']).default('name'),
    sortOrder: sortOrder.default('asc'),
  }),
});

/** The lists of words that exercises are described with: read by everybody, written by superusers. */
export const referenceListRoutes = (deps: Dependencies, doors: Guards): Routes => ({
  ...routesOf(deps, doors, 'muscleGroups', '/catalogs/muscle-groups'),
  ...routesOf(deps, doors, 'equipment', '/catalogs/equipment'),
  ...routesOf(deps, doors, 'exerciseTags', '/catalogs/exercise-tags'),
});

function routesOf(deps: Dependencies, { signedIn, superuser }: Guards, kind: ReferenceListKind, base: string): Routes {
  const { execute, layout, queries } = deps;

  const command = (caller: Caller, asked: Asked, sent: ReferenceListCommand) =>
    execute(referenceList, kind, [sent], { ...contextOf(deps, caller, asked), owner: 'system' });
  const answered = ({ owner, position, revision }: Outcome<ReferenceListPresence>, reply: Reply): Reply =>
    withConsistencyToken(consistencyTokenOf(layout, owner, position), withETag(revision, reply));
  const shown = ({ presence: { document } }: Outcome<ReferenceListPresence>) =>
    document.items.find(({ id }) => id === document.latest) ?? null;

  return {
    [base]: {
      get: signedIn(async ({ req, requiredPosition }) => {
        const { searchString: search, ...query } = read(listItems, req).query;
        return json((await queries.getReferenceList({ ...query, kind, search, requiredPosition })).body);
      }),
      post: superuser(async (caller) => {
        const asked = read(addItem, caller.req);
        const outcome = await command(caller, asked, { type: 'AddItem', data: asked.body });
        const item = shown(outcome);
        return answered(outcome, withLocation(`/api/v1${base}/${item?.id}`, json(item ?? {}, 201)));
      }),
    },
    [`${base}/:id`]: {
      get: signedIn(async ({ req, requiredPosition }) => {
        const { id } = read(getItem, req).path;
        const question = { kind, requiredPosition, id, orderBy: 'id', sortOrder: 'asc' } as const;
        const { body: items, revision } = await queries.getReferenceList(question);
        // An array of the one item, or of none.
        const item = items.slice(1, -1);
        if (item === '') throw new DomainError('item-not-found', 'There is no such item.');
        return withETag(revision, json(item));
      }),
      patch: superuser(async (caller) => {
        const asked = read(renameItem, caller.req);
        const itemId = asked.path.id;
        const outcome = await command(caller, asked, { type: 'RenameItem', data: { ...asked.body, itemId } });
        return answered(outcome, json(outcome.presence.document.items.find(({ id }) => id === itemId) ?? {}));
      }),
      delete: superuser(async (caller) => {
        const asked = read(onItem, caller.req);
        const remove = { type: 'RemoveItem', data: { itemId: asked.path.id } } as const;
        return answered(await command(caller, asked, remove), noContent);
      }),
    },
  };
}
