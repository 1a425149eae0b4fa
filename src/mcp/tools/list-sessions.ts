import { z } from 'zod';
import { day, searchString } from '../../http/requests/list.ts';
import { cursor, limitOf, next } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { exampleHead, head, headOf, type Summary } from './session-head.ts';

export const listSessionsTool = tool({
  name: 'list_sessions',
  title: 'List training sessions',
  description: 'List sessions, newest first.',
  scope: 'read',
  input: z.strictObject({
    from: day.exactOptional().describe('First day, YYYY-MM-DD.'),
    to: day.exactOptional().describe('Last day.'),
    search: searchString.describe('Part of the name of a session or exercise.'),
    limit: limitOf(10, 30),
    cursor,
  }),
  output: z.strictObject({
    sessions: z.array(z.strictObject({ ...head, exercises: z.int(), sets: z.int() })),
    next,
  }),
  example: {
    arguments: { from: '2026-03-01' },
    result: { sessions: [{ ...exampleHead, exercises: 1, sets: 1 }], next: null },
  },
  handle: async ({ call }, { from, to, search, limit, cursor: after }) => {
    const query = { from, to, searchString: search, pageSize: String(limit), after };
    const found = await call<{ items: readonly Summary[] }>('listSessions', { query });
    const sessions = found.body.items.map((each) => ({
      ...headOf(each),
      ...{ exercises: each.exerciseCount, sets: each.setCount },
    }));
    return { sessions, next: found.next };
  },
});
