import type { Answer, Client } from './client.ts';
import { type Cast, createCast } from './people.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** The request bodies that create an own exercise and a catalogue exercise. */
export const own = { name: 'Bench Press', primaryMuscles: [1000], difficultyLevel: 'beginner', category: 'strength' };
export const system = { ...own, instructions: 'Press.', tags: [1000] };

/**
 * Own exercises and catalogue exercises, with their routes and callers, for tests of what both kinds have in common.
 */
export const kinds = [
  { kind: 'own', base: '/exercises/user', body: own, by: 'athlete' },
  { kind: 'catalogue', base: '/exercises/system', body: system, by: 'superuser' },
] as const;

/**
 * Starts an app for each test of the suite, with three items in each reference list and one signed-in caller of each
 * kind (`Cast`).
 */
export function useExercises() {
  let app: TestApp;
  let cast: Cast;
  beforeEach(async () => {
    app = await startTestApp();
    cast = await createCast(app);
    for (const list of ['muscle-groups', 'equipment', 'exercise-tags']) {
      for (const name of ['first', 'second', 'third']) await cast.superuser.post(`/catalogs/${list}`, { name });
    }
  });
  afterEach(() => app[Symbol.asyncDispose]());
  return {
    get app() {
      return app;
    },
    get cast() {
      return cast;
    },
    addOwn: (body: object = {}, by: Client = cast.athlete) => by.post('/exercises/user', { ...own, ...body }),
    addSystem: (body: object = {}) => cast.superuser.post('/exercises/system', { ...system, ...body }),
    idOf: async (answer: Promise<Answer>): Promise<string> => (await answer).json.id,
    events: () => app.store.all().filter(({ stream }) => stream.startsWith('exercise-')),
  };
}
