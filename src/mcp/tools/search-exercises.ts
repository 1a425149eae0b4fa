import { z } from 'zod';
import { text } from '../../http/requests/fields.ts';
import { searchExercises } from '../frame/exercises.ts';
import { limitOf } from '../frame/shown.ts';
import { tool } from '../frame/tool.ts';
import { exerciseId } from './examples.ts';

export const searchExercisesTool = tool({
  name: 'search_exercises',
  title: 'Search exercises',
  description: 'Find exercises of the catalogue and own ones by words of their names. Best match first.',
  scope: 'read',
  input: z.strictObject({ query: text(200).describe('Words; typing errors are forgiven.'), limit: limitOf(8, 25) }),
  output: z.strictObject({
    exercises: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        own: z.boolean(),
        muscles: z.array(z.string()),
        records: z.array(z.string()).describe('What a set usually records.'),
      }),
    ),
    more: z.boolean(),
  }),
  example: {
    arguments: { query: 'bench press' },
    result: {
      exercises: [{ id: exerciseId, name: 'Bench Press', own: false, muscles: ['Chest'], records: ['weight', 'reps'] }],
      more: false,
    },
  },
  handle: async (session, { query, limit }) => {
    const { body, next } = await searchExercises(session, query, limit);
    const exercises = body.items.map(({ id, name, isSystem, primaryMuscles, metrics }) => ({
      ...{ id, name, own: !isSystem, muscles: primaryMuscles.map((each) => each.name), records: [...metrics] },
    }));
    return { exercises, more: next !== null };
  },
});
