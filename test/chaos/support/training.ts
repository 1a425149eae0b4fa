import type { EntryDocument } from '../../../src/documents/entries.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { Request } from './asking.ts';

/** A command with the types of the events that it has to lead to once it is acknowledged. */
export type Planned = Readonly<{
  request: Omit<Request, 'key'>;
  expected: readonly string[];
  /** Where to look at what it has changed, if that is no session. */
  seenAt?: string;
}>;

const modes = ['reps', 'time', 'distance', 'sets_only'] as const;
const names = ['Bench Press', 'Squat', 'Kreuzheben', 'Rameur – 500 m', '懸垂'];

export function startOf(random: () => number): Planned {
  const body = { name: `Session ${random()}`, timezone: 'Europe/Berlin', notes: `slept ${random()}` };
  return { request: { method: 'POST', path: '/training-sessions', body }, expected: ['SessionStarted'] };
}

/** Another name for oneself. */
export const renameOf = (random: () => number): Planned => ({
  request: { method: 'PATCH', path: '/access/me', body: { name: `Athlete ${random()}` } },
  expected: ['AccountRenamed'],
  seenAt: '/access/me',
});

/** Something that this session admits, and that changes it, unless nothing is what it expects. */
export function planOn(session: SessionDocument, random: () => number): Planned {
  const path = `/training-sessions/${session.id}`;
  const one = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const entry = one(session.exercises);
  const act = random();
  if (!entry || (session.exercises.length < 6 && act < 0.12))
    return addExercise(path, one(modes) ?? 'reps', one(names) ?? '');
  if (act < 0.5) return logSet(path, entry, random);
  if (act < 0.9) return change(session, entry, path, random);
  // The longer a session is, the likelier is its end.
  if (act < 0.93 || session.revision < 12) {
    const body = { name: `Renamed ${random()}`, notes: `felt ${random()}` };
    return { request: { method: 'PATCH', path, body }, expected: ['SessionRenamed', 'SessionNoted'] };
  }
  if (act < 0.96) return { request: { method: 'DELETE', path }, expected: ['SessionDeleted'] };
  if (session.status !== 'in_progress') return { request: { method: 'PATCH', path, body: {} }, expected: [] };
  const verb = act < 0.985 ? 'complete' : 'abort';
  const expected = [verb === 'complete' ? 'SessionCompleted' : 'SessionAborted'];
  return { request: { method: 'POST', path: `${path}/${verb}` }, expected };
}

const addExercise = (path: string, mode: string, name: string): Planned => ({
  request: { method: 'POST', path: `${path}/exercises`, body: { name, mode, supersetGroup: 1, notes: 'slow' } },
  expected: ['ExerciseAdded'],
});

function logSet(path: string, { id, mode, sets }: EntryDocument, random: () => number): Planned {
  if (sets.length >= 12) return removeExercise(path, id);
  const measured = {
    reps: { reps: 5 },
    time: { seconds: 60 },
    distance: { distance: { value: 1.5, unit: 'km' } },
    sets_only: {},
  };
  const body = { weight: weightOf(random), notes: 'ok', ...measured[mode] };
  return { request: { method: 'POST', path: `${path}/exercises/${id}/sets`, body }, expected: ['SetLogged'] };
}

/** Never the same twice, so that a correction always is one. */
const weightOf = (random: () => number) => ({ value: Math.floor(random() * 1e8) / 1_000, unit: 'kg' });

const removeExercise = (path: string, id: string): Planned => ({
  request: { method: 'DELETE', path: `${path}/exercises/${id}` },
  expected: ['ExerciseRemoved'],
});

function change(
  { exercises }: SessionDocument,
  { id, sets }: EntryDocument,
  path: string,
  random: () => number,
): Planned {
  const set = sets[Math.floor(random() * sets.length)];
  const act = random();
  const reversed = (items: readonly { id: string }[]) => ({ ids: items.map((item) => item.id).toReversed() });
  if (act < 0.08) return removeExercise(path, id);
  if (act < 0.2 && exercises.length > 1) {
    const request = { method: 'PUT', path: `${path}/exercises/order`, body: reversed(exercises) };
    return { request, expected: ['ExercisesReordered'] };
  }
  if (act < 0.35 || !set) {
    const request = { method: 'PATCH', path: `${path}/exercises/${id}`, body: { name: `Row ${random()}` } };
    return { request, expected: ['ExerciseCorrected'] };
  }
  if (act < 0.5 && sets.length > 1) {
    const request = { method: 'PUT', path: `${path}/exercises/${id}/sets/order`, body: reversed(sets) };
    return { request, expected: ['SetsReordered'] };
  }
  const place = `${path}/exercises/${id}/sets/${set.id}`;
  if (act < 0.7) return { request: { method: 'DELETE', path: place }, expected: ['SetRemoved'] };
  return { request: { method: 'PATCH', path: place, body: { weight: weightOf(random) } }, expected: ['SetCorrected'] };
}
