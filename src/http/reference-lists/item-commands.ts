import type { Outcome } from '../../commands/execute.ts';
import { type ReferenceListCommand, referenceList } from '../../commands/reference-list/decider.ts';
import type { ReferenceListItem, ReferenceListPresence } from '../../documents/reference-list.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { formatOf, type Item, itemPath, type List } from './items.ts';

/** The routes that add, change and delete the items of a reference list. */
export const itemCommandRoutes = ({ kind, path, name, one }: List): readonly Route[] => {
  const send = (deps: Dependencies, input: Parameters<typeof contextOf>[1], command: ReferenceListCommand) =>
    deps.execute(referenceList, kind, [command], { ...contextOf(deps, input), owner: 'system' });
  const { body, item, example, itemOf } = formatOf(kind);
  return [
    route({
      method: 'post',
      path,
      operationId: `add${one}`,
      tag: 'reference lists',
      guard: 'superuser',
      summary: `Add an item to the ${name}.`,
      request: { headers: commandHeaders, body },
      responses: { 201: created(item) },
      problems: ['item-name-taken', 'directory-full'],
      example: { request: { body: withoutId(example) }, response: { status: 201, body: example } },
      handle: (deps) => async (input) => {
        const outcome = await send(deps, input, { type: 'AddItem', data: input.body });
        const added = itemIn(outcome, outcome.presence.document.latest);
        return answered(outcome, itemOf(added), { location: `${path}/${added.id}` });
      },
    }),
    route({
      method: 'patch',
      path: `${path}/:id`,
      operationId: `rename${one}`,
      tag: 'reference lists',
      guard: 'superuser',
      summary: `Rename an item of the ${name}.`,
      request: { path: itemPath, headers: commandHeaders, body },
      responses: { 200: changed(item) },
      problems: ['item-not-found', 'item-name-taken'],
      example: {
        request: { path: { id: '1000' }, body: { name: 'Hex Bar' } },
        response: { status: 200, body: { ...example, name: 'hex bar' } },
      },
      handle: (deps) => async (input) => {
        const itemId = input.path.id;
        const outcome = await send(deps, input, { type: 'RenameItem', data: { ...input.body, itemId } });
        return answered(outcome, itemOf(itemIn(outcome, itemId)));
      },
    }),
    route({
      method: 'delete',
      path: `${path}/:id`,
      operationId: `delete${one}`,
      tag: 'reference lists',
      guard: 'superuser',
      summary: `Delete an item of the ${name}, also from every exercise that has it.`,
      request: { path: itemPath, headers: commandHeaders },
      responses: { 204: response(null, 'ETag', 'X-Consistency-Token') },
      problems: ['item-not-found'],
      example: { request: { path: { id: '1000' } }, response: { status: 204 } },
      handle: (deps) => async (input) =>
        answered(await send(deps, input, { type: 'RemoveItem', data: { itemId: input.path.id } })),
    }),
  ];
};

const withoutId = ({ id: _, ...body }: Item) => body;

/** Finds the item in the state of its reference list after the command that added or renamed the item. */
function itemIn({ presence }: Outcome<ReferenceListPresence>, itemId: number | null): ReferenceListItem {
  const found = presence.document.items.find(({ id }) => id === itemId);
  if (!found) throw new Error(`The command left no item ${itemId}`);
  return found;
}
