import type { AccountId, ExerciseId, SessionId } from '../../../src/events/ids.ts';
import { idOf, type Name, personOf, remember, type Things } from './fuzz-people.ts';

/**
 * Marks inside a person's texts that no other person may see, except that superusers may see the mark in account names.
 */
export const marksOf = (name: string) => ({ account: `Account-${name}-mark`, training: `Training-${name}-mark` });

const requiredPosition = () => 0n;
const exerciseTraits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };

/** Gives the person a training session, an import and an own exercise, each only if the person has none any more. */
export async function restoreOwnThings(things: Things, name: Name): Promise<void> {
  await restoreSession(things, name);
  await restoreImport(things, name);
  await restoreExercise(things, name);
}

/** Starts a training session with an exercise and a set for the person, unless all three still exist. */
export async function restoreSession(things: Things, name: Name): Promise<void> {
  const { id: owner, post } = personOf(things, name);
  const id = idOf(things, name, 'session') as SessionId;
  const found = await things.app.queries.getSession({ owner: owner as AccountId, id, requiredPosition });
  const parts = [idOf(things, name, 'entry'), idOf(things, name, 'set')];
  if (found && parts.every((part) => found.doc.includes(part))) return;
  const { training } = marksOf(name);
  const texts = { name: training, notes: training };
  const session = (await post('/training-sessions', { ...texts, timezone: 'UTC' })).json.id;
  const exercises = `/training-sessions/${session}/exercises`;
  const entry = (await post(exercises, { ...texts, mode: 'reps' })).json.exercises[0].id;
  const logged = await post(`${exercises}/${entry}/sets`, { reps: 5, notes: training });
  remember(things, name, 'session', session);
  remember(things, name, 'entry', entry);
  remember(things, name, 'set', logged.json.exercises[0].sets[0].id);
}

/** Imports a file for the person, as if it had been a job, unless the person already has an import. */
async function restoreImport(things: Things, name: Name): Promise<void> {
  const person = personOf(things, name);
  if ((await person.get('/imports')).json.total > 0) return;
  const { training } = marksOf(name);
  const columns = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes';
  const csv = `${columns}\n2026-02-01 10:00:00,${training},1h,${training},1,100,5,0,0,${training}`;
  const form = new FormData();
  for (const [field, value] of Object.entries({ format: 'strong', unit: 'kg', timezone: 'UTC' })) {
    form.append(field, value);
  }
  form.append('file', new Blob([csv]), `${training}.csv`);
  const importId = (await person.ask('/imports', { method: 'POST', raw: form })).json.id;
  const job = { kind: 'import', state: 'completed', done: csv.length, total: csv.length } as const;
  await things.app.importJobs.end({ ...job, importId, owner: person.id as AccountId });
  remember(things, name, 'import', importId);
}

/** Adds an own exercise for the person, unless it still exists. */
async function restoreExercise(things: Things, name: Name): Promise<void> {
  const person = personOf(things, name);
  if (await isExerciseOf(things, person.id, idOf(things, name, 'exercise'))) return;
  const { training } = marksOf(name);
  const body = { ...exerciseTraits, name: `${training} ${things.unique()}`, instructions: training };
  remember(things, name, 'exercise', (await person.post('/exercises/user', body)).json.id);
}

/** Adds an item to each reference list and an exercise to the catalogue, unless they exist. */
export async function restoreShared(things: Things): Promise<void> {
  const root = personOf(things, 'root');
  for (const list of ['muscle-groups', 'equipment', 'exercise-tags'] as const) {
    const path = `/catalogs/${list}`;
    const id = idOf(things, 'shared', list);
    if (id !== '' && (await root.get(`${path}/${id}`)).status === 200) continue;
    remember(things, 'shared', list, (await root.post(path, { name: `item ${things.unique()}` })).json.id);
  }
  if (await isExerciseOf(things, null, idOf(things, 'shared', 'catalogue exercise'))) return;
  const body = { ...exerciseTraits, name: `Shared ${things.unique()}`, instructions: 'Do it.', tags: [1] };
  remember(things, 'shared', 'catalogue exercise', (await root.post('/exercises/system', body)).json.id);
}

/** Whether the exercise exists and belongs to the account `owner`, or to the exercise catalogue if `owner` is null. */
async function isExerciseOf({ app }: Things, owner: string | null, id: string): Promise<boolean> {
  const by = { id: id as ExerciseId };
  const found = await app.queries.getExercise({ caller: owner as AccountId, requiredPosition, imageBase: '', by });
  return found?.owner === owner;
}
