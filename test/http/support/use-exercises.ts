import { type Cast, castOf } from './cast.ts';
import type { Answer, Client } from './client.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export const own = { name: 'Bench Press', primaryMuscles: [1000], difficultyLevel: 'beginner', category: 'strength' };
export const system = { ...own, instructions: 'Press.', tags: [1000] };
/** Own ones and those of the catalogue, as far as they are alike. */
export const kinds = [
  { kind: 'own', base: '/exercises/user', body: own, by: 'athlete' },
  { kind: 'system', base: '/exercises/system', body: system, by: 'superuser' },
] as const;

/** An app for each test, with three items in each directory, and people who add exercises. */
export function useExercises() {
  let app: TestApp;
  let cast: Cast;
  beforeEach(async () => {
    app = await startTestApp();
    cast = await castOf(app);
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
