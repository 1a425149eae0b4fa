import { z } from 'zod';
import type { SessionDocument } from '../../documents/session.ts';
import type { SessionId } from '../../events/ids.ts';
import { integer } from '../../http/requests/fields.ts';
import { idOf, setWords } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { entryId, exerciseId, sessionId, setId } from './examples.ts';
import { exampleHead, head, headOf } from './session-head.ts';

const usualSets = 30;

export const readSessionTool = tool({
  name: 'read_session',
  title: 'Read a training session',
  description: 'Read one session with the ids of its exercises and sets and the revision that amend_session needs.',
  scope: 'read',
  input: z.strictObject({
    id: idOf<SessionId>('session'),
    from: integer(0, 1_000).default(0).describe('Index of the first exercise.'),
    sets: integer(1, 200).default(usualSets).describe(`About how many sets. Default ${usualSets}.`),
  }),
  output: z.strictObject({
    ...head,
    notes: z.string().nullable(),
    plan: z.string().nullable(),
    exercises: z.array(
      z.strictObject({
        id: z.string().describe('Id within this session.'),
        exerciseId: z.string().nullable(),
        name: z.string(),
        notes: z.string().nullable(),
        sets: z.array(z.strictObject({ id: z.string(), done: z.string(), notes: z.string().exactOptional() })),
      }),
    ),
    nextFrom: z.int().nullable().describe('`from` for the rest.'),
  }),
  example: {
    arguments: { id: sessionId },
    result: {
      ...exampleHead,
      ...{ notes: null, plan: null, nextFrom: null },
      exercises: [
        { id: entryId, exerciseId, name: 'Squat', notes: null, sets: [{ id: setId, done: '100 kg × 5, RPE 8.5' }] },
      ],
    },
  },
  handle: async ({ call }, { id, from, sets: most }) => {
    const { body: document } = await call<SessionDocument>('getSession', { path: { id } });
    const { notes, plan, exercises } = document;
    const shown = fitting(exercises.slice(from), most);
    const rest = from + shown.length;
    return {
      ...headOf(document),
      ...{ notes, plan: plan?.name ?? null, nextFrom: rest < exercises.length ? rest : null },
      exercises: shown.map(({ id: entry, exerciseId: link, name, notes: entryNotes, sets }) => ({
        ...{ id: entry, exerciseId: link, name, notes: entryNotes },
        sets: sets.map((set) => ({
          ...{ id: set.id, done: setWords(set) },
          ...(set.notes !== null && { notes: set.notes }),
        })),
      })),
    };
  },
});

/** The first exercises that together have at most this many sets, but at least one exercise. */
function fitting<Entry extends Readonly<{ sets: readonly unknown[] }>>(entries: readonly Entry[], most: number) {
  let sum = 0;
  return entries.filter((entry, index) => {
    sum += entry.sets.length;
    return index === 0 || sum <= most;
  });
}
