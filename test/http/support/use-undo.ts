import type { Dependencies } from '../../../src/http/dependencies.ts';
import { type Client, programOf } from './client.ts';
import { sent, still } from './still.ts';
import { useExercises } from './use-exercises.ts';

const publicUrl = 'https://irontrack.example';
export const apps: Dependencies['apps'] = {
  publicUrl: () => publicUrl,
  load: () => Promise.reject(new Error('Not needed')),
};
export const since = '2026-01-01T00:00:00Z';
const times = { startedAt: '2026-02-20T17:00:00Z', endedAt: '2026-02-20T18:00:00Z', timezone: 'UTC' };
export const kg = (value: number) => ({ value, unit: 'kg' });

/** A thing in the answer to an undo. */
export type Listed = Readonly<{ type: string; id: string; reason: string; changes: readonly string[] }>;

/** An athlete, an app that the athlete allows to read and write, and a catalogue exercise. */
type World = Readonly<{ athlete: Client; app: Client; grant: string; squat: string }>;

/** Creates an athlete and an app for each test of the suite, and functions that change, undo and read the history. */
export function useUndo() {
  const the = useExercises();
  let account = '';
  let world: World;
  beforeEach(async () => {
    const { athlete } = the.cast;
    const squat = await the.idOf(the.addSystem({ name: 'Squat' }));
    the.app.change({ apps });
    account = (await athlete.get('/access/me')).json.id;
    world = { athlete, squat, ...newApp() };
  });

  function newApp() {
    const holder = { account, generation: 0 } as never;
    const { id: grant, text } = the.app.appGrants.grant(holder, ['read', 'write'], `${publicUrl}/api/v1`);
    return { grant, app: programOf(the.app, text) };
  }

  return {
    the,
    world: () => world,
    newApp,
    record(by: Client, body: object = {}) {
      const sets = [{ weight: kg(100), reps: 5 }, { reps: 8 }];
      const exercises = [{ exerciseId: world.squat, sets }];
      return sent(by.post('/training-sessions', { ...times, exercises, ...body }));
    },
    undo: (body: object = {}, by = world.athlete) =>
      sent(by.post(`/access/grants/${world.grant}/undo`, { since, ...body })),
    everything: () => everythingOf(world),
    events: () => the.app.store.all().length,
  };
}

const lists = [
  ...['/training-sessions?view=full', '/training-units', '/training-plans', '/exercises?scope=own'],
  ...['/body-measurements', '/training-plans/current?timezone=UTC', '/profile', '/statistics/dashboard'],
];

/** Everything that the athlete can read. */
async function everythingOf({ athlete, squat }: World): Promise<unknown> {
  const found = await Promise.all([...lists, `/statistics/exercises/${squat}`].map((path) => athlete.get(path)));
  const things = await Promise.all(
    ['unit', 'plan'].map(async (kind) => {
      const { items } = (await athlete.get(`/training-${kind}s`)).json;
      return Promise.all(
        items.map(async ({ id }: { id: string }) => (await athlete.get(`/training-${kind}s/${id}`)).json),
      );
    }),
  );
  return still([found.map(({ status, json }) => ({ status, json: status === 200 ? json : null })), things]);
}
