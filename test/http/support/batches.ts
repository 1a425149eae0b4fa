import { expect } from 'chai';
import type { Answer, Client } from './client.ts';

export type SyncCommand = Readonly<{
  key: string;
  operation: string;
  path?: Readonly<Record<string, string>>;
  body?: unknown;
  occurredAt?: string;
  ifMatch?: string;
}>;
export type SyncAnswer = Readonly<{
  key: string | null;
  outcome: 'accepted' | 'refused' | 'deferred';
  status: number;
  revision?: number;
  problem?: Readonly<{ code: string; instance: string; dependsOn?: string; details?: readonly { field: string }[] }>;
}>;

/** When the commands of these tests were made, unless they say something else. */
export const offlineAt = '2026-03-01T10:00:00.000000Z';

const uuid = (kind: string, n: number): string => `01900000-0000-7000-8000-${kind}${String(n).padStart(8, '0')}`;
export const sessionId = (n = 1): string => uuid('0001', n);
export const entryId = (n = 1): string => uuid('0002', n);
export const setId = (n = 1): string => uuid('0003', n);
export const exerciseId = (n = 1): string => uuid('0004', n);

const [s, e] = [sessionId(), entryId()];
/** Commands of an athlete in the gym. Each gets a key from its operation and its ids, unless the test gives one. */
export const made = {
  start: (body: object = {}, key = 'start'): SyncCommand => ({
    ...{ key, operation: 'startSession' },
    body: { id: s, name: 'Legs', timezone: 'UTC', startedAt: '2026-03-01T09:00:00Z', ...body },
  }),
  addEntry: (body: object = {}, key = 'entry'): SyncCommand => ({
    ...{ key, operation: 'addEntry', path: { id: s } },
    body: { id: e, name: 'Squat', mode: 'reps', ...body },
  }),
  logSet: (n: number, body: object = {}, key = `set ${n}`.replace(' ', '-')): SyncCommand => ({
    ...{ key, operation: 'logSet', path: { id: s, entryId: e } },
    body: { id: setId(n), reps: n, ...body },
  }),
  correctSet: (n: number, body: object, key = `correct-${n}`): SyncCommand => ({
    ...{ key, operation: 'correctSet', path: { id: s, entryId: e, setId: setId(n) }, body },
  }),
  removeSet: (n: number, key = `remove-${n}`): SyncCommand => ({
    ...{ key, operation: 'removeSet', path: { id: s, entryId: e, setId: setId(n) } },
  }),
  orderSets: (numbers: readonly number[], key = 'order'): SyncCommand => ({
    ...{ key, operation: 'reorderSets', path: { id: s, entryId: e }, body: { ids: numbers.map(setId) } },
  }),
  removeEntry: (key = 'remove-entry'): SyncCommand => ({
    ...{ key, operation: 'removeEntry', path: { id: s, entryId: e } },
  }),
  edit: (body: object, key = 'edit'): SyncCommand => ({ key, operation: 'editSession', path: { id: s }, body }),
  replace: (body: object, key = 'replace', ifMatch = '*'): SyncCommand => ({
    ...{ key, operation: 'replaceSession', path: { id: s }, ifMatch },
    body: { name: 'Legs', timezone: 'UTC', startedAt: '2026-03-01T09:00:00Z', exercises: [], ...body },
  }),
  complete: (body: object = {}, key = 'complete'): SyncCommand => ({
    ...{ key, operation: 'completeSession', path: { id: s }, body },
  }),
  deleteSession: (key = 'delete'): SyncCommand => ({ key, operation: 'deleteSession', path: { id: s } }),
  addExercise: (body: object = {}, key = 'exercise'): SyncCommand => ({
    ...{ key, operation: 'addOwnExercise' },
    body: {
      ...{ id: exerciseId(), name: 'Zercher squat', category: 'strength', difficultyLevel: 'expert' },
      ...{ primaryMuscles: [1], ...body },
    },
  }),
};

/** Sends the commands in one batch. */
export const sendBatch = (client: Client, commands: readonly unknown[]): Promise<Answer> =>
  client.post('/sync', {
    commands: commands.map((each) =>
      typeof each === 'object' && each !== null ? { occurredAt: offlineAt, ...each } : each,
    ),
  });

/** Sends the commands in one batch, and returns the answers. */
export async function sync(client: Client, commands: readonly unknown[]): Promise<readonly SyncAnswer[]> {
  const answer = await sendBatch(client, commands);
  expect(answer.status, answer.text).to.equal(200);
  return answer.json.answers;
}

/** What became of each command: `accepted`, or the outcome and the code of the problem. */
export const outcomesOf = (answers: readonly SyncAnswer[]): readonly string[] =>
  answers.map(({ outcome, problem }) => (problem ? `${outcome} ${problem.code}` : outcome));
