import type { EntryDocument } from '../../../../src/documents/entries.ts';
import type { SessionDocument } from '../../../../src/documents/session.ts';
import type { Request } from './request.ts';

/** A command, and the types of the events that must result from it if it is acknowledged. */
export type PlannedCommand = Readonly<{
  request: Omit<Request, 'key'>;
  events: readonly string[];
  /** The path of the document that shows the command's effect. @defaultValue the path of the session */
  readAt?: string;
}>;

const modes = ['reps', 'time', 'distance', 'sets_only'] as const;
const names = ['Bench Press', 'Squat', 'Kreuzheben', 'Rameur – 500 m', '懸垂'];

const choose = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];

export function planStart(random: () => number): PlannedCommand {
  const body = { name: `Session ${random()}`, timezone: 'Europe/Berlin', notes: `slept ${random()}` };
  return { request: { method: 'POST', path: '/training-sessions?replace=abort', body }, events: ['SessionStarted'] };
}

/** A command that changes the name of the account. */
export const planRename = (random: () => number): PlannedCommand => ({
  request: { method: 'PATCH', path: '/access/me', body: { name: `Athlete ${random()}` } },
  events: ['AccountRenamed'],
  readAt: '/access/me',
});

/**
 * A random command that the training session accepts. It changes the session unless its list of expected events is
 * empty.
 */
export function planCommand(session: SessionDocument, random: () => number): PlannedCommand {
  const path = `/training-sessions/${session.id}`;
  const entry = choose(session.exercises, random);
  const chance = random();
  if (!entry || (session.exercises.length < 6 && chance < 0.12)) return planExercise(path, random);
  if (chance < 0.5) return planSet(path, entry, random);
  if (chance < 0.9) return planCorrection(session, entry, random);
  // A session with fewer than 12 events is never deleted or ended, so sessions grow long.
  if (chance < 0.93 || session.revision < 12) {
    const body = { name: `Renamed ${random()}`, notes: `felt ${random()}` };
    return { request: { method: 'PATCH', path, body }, events: ['SessionRenamed', 'SessionNoted'] };
  }
  if (chance < 0.96) return { request: { method: 'DELETE', path }, events: ['SessionDeleted'] };
  if (session.status !== 'in_progress') return { request: { method: 'PATCH', path, body: {} }, events: [] };
  if (chance < 0.985) return { request: { method: 'POST', path: `${path}/complete` }, events: ['SessionCompleted'] };
  return { request: { method: 'POST', path: `${path}/abort` }, events: ['SessionAborted'] };
}

function planExercise(path: string, random: () => number): PlannedCommand {
  const [mode, name] = [choose(modes, random), choose(names, random)];
  const body = { name, mode, supersetGroup: 1, notes: 'slow' };
  return { request: { method: 'POST', path: `${path}/exercises`, body }, events: ['ExerciseAdded'] };
}

const measurements = {
  reps: { reps: 5 },
  time: { seconds: 60 },
  distance: { distance: { value: 1.5, unit: 'km' } },
  sets_only: {},
};

function planSet(path: string, { id, mode, sets }: EntryDocument, random: () => number): PlannedCommand {
  if (sets.length >= 12) return planRemoval(path, id);
  const body = { weight: randomWeight(random), notes: 'ok', ...measurements[mode] };
  return { request: { method: 'POST', path: `${path}/exercises/${id}/sets`, body }, events: ['SetLogged'] };
}

/** A random weight that practically never repeats, so that a correction always changes the set. */
const randomWeight = (random: () => number) => ({ value: Math.floor(random() * 1e8) / 1_000, unit: 'kg' });

const planRemoval = (path: string, entryId: string): PlannedCommand => ({
  request: { method: 'DELETE', path: `${path}/exercises/${entryId}` },
  events: ['ExerciseRemoved'],
});

const reversedIds = (items: readonly { id: string }[]) => ({ ids: items.map(({ id }) => id).toReversed() });

function planCorrection({ id: session, exercises }: SessionDocument, entry: EntryDocument, random: () => number) {
  const path = `/training-sessions/${session}`;
  const entryPath = `${path}/exercises/${entry.id}`;
  const set = choose(entry.sets, random);
  const chance = random();
  if (chance < 0.08) return planRemoval(path, entry.id);
  if (chance < 0.2 && exercises.length > 1) {
    const request = { method: 'PUT', path: `${path}/exercises/order`, body: reversedIds(exercises) };
    return { request, events: ['ExercisesReordered'] };
  }
  if (chance < 0.35 || !set) {
    const request = { method: 'PATCH', path: entryPath, body: { name: `Row ${random()}` } };
    return { request, events: ['ExerciseCorrected'] };
  }
  if (chance < 0.5 && entry.sets.length > 1) {
    const request = { method: 'PUT', path: `${entryPath}/sets/order`, body: reversedIds(entry.sets) };
    return { request, events: ['SetsReordered'] };
  }
  const setPath = `${entryPath}/sets/${set.id}`;
  if (chance < 0.7) return { request: { method: 'DELETE', path: setPath }, events: ['SetRemoved'] };
  return {
    request: { method: 'PATCH', path: setPath, body: { weight: randomWeight(random) } },
    events: ['SetCorrected'],
  };
}
