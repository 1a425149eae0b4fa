import { expect } from 'chai';
import fc from 'fast-check';
import { routes } from '../../src/http/routes.ts';
import { samples } from '../support/samples.ts';
import { type SyncCommand, sync } from './support/batches.ts';
import type { Client } from './support/client.ts';
import { registerAndSignIn } from './support/people.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

/** What an athlete does in one session: how many sets each exercise has, and which of them are changed and removed. */
const workouts = fc.record({
  entries: fc.array(
    fc.record({
      sets: fc.array(fc.record({ isCorrected: fc.boolean(), isRemoved: fc.boolean() }), { maxLength: 4 }),
      isLinked: fc.boolean(),
      isEdited: fc.boolean(),
      isRemoved: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  isRenamed: fc.boolean(),
  isCompleted: fc.boolean(),
  isDeleted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});
type Workout = typeof workouts extends fc.Arbitrary<infer Value> ? Value : never;

describe('commands made without network', () => {
  const apps: TestApp[] = [];
  let [one, other]: Client[] = [];
  let count = 0;
  before(async () => {
    for (const email of ['one@example.com', 'other@example.com']) {
      const app = await startTestApp();
      await app.addReferenceItems();
      apps.push(app);
      [one, other] = [other, await registerAndSignIn(app, { email })];
    }
  });
  after(() => Promise.all(apps.map((app) => app[Symbol.asyncDispose]())));
  const newId = () => {
    count += 1;
    return `01900000-0000-7000-8000-${String(count).padStart(12, '0')}`;
  };

  it('lead to the documents that they lead to one by one, in whatever order and batches they are sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(workouts, { minLength: 1, maxLength: 3 }), fc.gen(), async (all, draw) => {
        const [causal, offline] = [one, other] as [Client, Client];
        const made = all.map((workout) => commandsOf(workout, newId));
        const commands = made.flatMap((each) => each.commands);
        for (const command of commands) expect((await sendAlone(causal, command)).outcome).to.equal('accepted');
        await sendInAnyOrder(offline, commands, draw);
        for (const { sessionId } of made) {
          expect(await contentOf(offline, sessionId)).to.deep.equal(await contentOf(causal, sessionId));
        }
      }),
      samples(8),
    );
  });
});

/** The commands of a workout, in the order in which they were made. Each changes something when it is accepted. */
function commandsOf(workout: Workout, newId: () => string) {
  const commands: SyncCommand[] = [];
  const add = (operation: string, path: Readonly<Record<string, string>> | null, body?: unknown) =>
    commands.push({ key: newId(), operation, ...(path && { path }), ...(body !== undefined && { body }) });
  const id = newId();
  const session = { id };
  add('startSession', null, { id, name: 'Legs', timezone: 'UTC', startedAt: '2026-03-01T09:00:00Z' });
  const remaining: string[] = [];
  for (const { sets, isLinked, isEdited, isRemoved } of workout.entries) {
    const entryId = newId();
    const exerciseId = isLinked ? newId() : null;
    const traits = { primaryMuscles: [1], category: 'strength', difficultyLevel: 'beginner' };
    if (exerciseId) add('addOwnExercise', null, { id: exerciseId, name: `Lift ${exerciseId}`, ...traits });
    add('addEntry', session, { id: entryId, exerciseId, name: 'Squat', mode: 'reps' });
    const entry = { id, entryId };
    const left: string[] = [];
    for (const [n, set] of sets.entries()) {
      const setId = newId();
      add('logSet', entry, { id: setId, reps: n });
      if (set.isCorrected) add('correctSet', { ...entry, setId }, { reps: n + 100 });
      if (set.isRemoved) add('removeSet', { ...entry, setId });
      else left.push(setId);
    }
    if (isEdited) add('editEntry', entry, { notes: 'Low bar' });
    if (left.length > 1) add('reorderSets', entry, { ids: left.toReversed() });
    if (isRemoved) add('removeEntry', entry);
    else remaining.push(entryId);
  }
  if (workout.isRenamed) add('editSession', session, { name: 'Arms' });
  if (remaining.length > 1) add('reorderEntries', session, { ids: remaining.toReversed() });
  if (workout.isCompleted) {
    add('completeSession', session, { endedAt: '2026-03-01T10:00:00Z' });
    add('editSession', session, { endedAt: '2026-03-01T10:30:00Z' });
  }
  if (workout.isDeleted) add('deleteSession', session);
  return { sessionId: id, commands };
}

/**
 * The answer to a command. Without `revision` the command changed nothing. It is null where a response to a command sent
 * alone does not tell: to a deletion, and to a new order, which may be the old one.
 */
type Seen = Readonly<{ outcome: string; status: number; revision?: number | null }>;

/**
 * Sends the commands shuffled and in batches, with repetitions, until no further one is accepted. An accepted command
 * that has changed something must get the same answer each time. In the end none may be deferred.
 */
async function sendInAnyOrder(
  client: Client,
  commands: readonly SyncCommand[],
  draw: fc.GeneratorValue,
): Promise<void> {
  const accepted = new Map<string, Seen>();
  let deferred: readonly string[] = [];
  for (let before = -1; before < accepted.size; ) {
    before = accepted.size;
    deferred = [];
    const sent = draw(fc.shuffledSubarray<SyncCommand>, [...commands], { minLength: commands.length });
    while (sent.length > 0) {
      const batch = sent.splice(0, draw(fc.integer, { min: 1, max: commands.length }));
      const [first] = batch;
      const isAlone = batch.length === 1 && draw(fc.boolean);
      const answers: readonly Seen[] = isAlone && first ? [await sendAlone(client, first)] : await sync(client, batch);
      for (const [index, { key }] of batch.entries()) {
        const answer = answers[index];
        const known = accepted.get(key);
        if (known?.revision !== undefined) expectSame(answer, known);
        if (answer?.outcome === 'accepted') accepted.set(key, known ?? answer);
        if (answer?.outcome === 'deferred') deferred = [...deferred, key];
      }
    }
  }
  expect(deferred).to.deep.equal([]);
}

function expectSame(answer: Seen | undefined, known: Seen): void {
  expect([answer?.outcome, answer?.status]).to.deep.equal([known.outcome, known.status]);
  if (answer?.revision !== null && known.revision !== null) expect(answer?.revision).to.equal(known.revision);
}

/**
 * Sends a command as a request to its own route. A session starts by a batch, because one that starts live keeps others
 * from starting.
 */
async function sendAlone(client: Client, command: SyncCommand): Promise<Seen> {
  const { key, operation, path = {}, body } = command;
  const [started] = operation === 'startSession' ? await sync(client, [command]) : [];
  if (started) return started;
  const route = routes.find(({ operationId }) => operationId === operation);
  const url = (route?.path ?? '').slice('/api/v1'.length).replaceAll(/:(\w+)/g, (_, name: string) => path[name] ?? '');
  const answer = await client.ask(url, {
    method: route?.method.toUpperCase() ?? '',
    ...(body !== undefined && { body }),
    headers: { 'idempotency-key': key },
  });
  const [revision] = /\d+/.exec(answer.headers.get('etag') ?? '') ?? [];
  return {
    outcome: answer.status < 300 ? 'accepted' : 'refused',
    status: answer.status,
    revision: revision === undefined || operation.startsWith('reorder') ? null : Number(revision),
  };
}

/** A session as it is read, without what depends on the number and the order of the commands. */
async function contentOf(client: Client, sessionId: string): Promise<unknown> {
  const { status, json } = await client.get(`/training-sessions/${sessionId}`);
  if (status === 404) return null;
  const { revision: _, userId: __, ...content } = json;
  return content;
}
