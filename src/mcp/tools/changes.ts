import { z } from 'zod';
import { limitedText } from '../../http/requests/fields.ts';
import { limitOf } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { sessionId } from './examples.ts';

type Item = Readonly<{
  type: string;
  id: string;
  revision?: number;
  deleted: boolean;
  document?: Readonly<{ name?: string | null }>;
}>;
type Page = Readonly<{ items: readonly Item[]; next: string; more: boolean; reset: boolean }>;

export const changesTool = tool({
  name: 'changes_since',
  title: 'What has changed',
  description:
    'List what has changed since a token of an earlier call, by anyone. Without a token, from the beginning.',
  scope: 'read',
  input: z.strictObject({
    since: limitedText(1_024).exactOptional().describe('`next` of an earlier call.'),
    types: limitedText(100).exactOptional().describe('Such as `session,plan`. Default all.'),
    limit: limitOf(20, 50),
  }),
  output: z.strictObject({
    changes: z.array(
      z.strictObject({
        type: z.string(),
        id: z.string(),
        name: z.string().exactOptional(),
        revision: z.int().exactOptional(),
        deleted: z.literal(true).exactOptional(),
      }),
    ),
    next: z.string(),
    more: z.boolean(),
    reset: z.boolean().describe('The list begins anew.'),
  }),
  example: {
    arguments: { types: 'session' },
    result: {
      changes: [{ type: 'session', id: sessionId, name: 'Legs', revision: 4 }],
      ...{ next: 'eyJhZnRlciI6MX0', more: false, reset: false },
    },
  },
  handle: async ({ call }, { since, types, limit }) => {
    const query = { after: since, types, limit: String(limit) };
    const { items, next, more, reset } = (await call<Page>('listChanges', { query })).body;
    return { changes: items.map(changeOf), next, more, reset };
  },
});

function changeOf({ type, id, revision, deleted, document }: Item) {
  if (deleted) return { type, id, deleted };
  const name = document?.name;
  return { type, id, ...(typeof name === 'string' && { name }), ...(revision !== undefined && { revision }) };
}
