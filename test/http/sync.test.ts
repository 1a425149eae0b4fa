import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import {
  entryId,
  exerciseId,
  made,
  offlineAt,
  outcomesOf,
  sendBatch,
  sessionId,
  setId,
  sync,
} from './support/batches.ts';
import { type Client, problem, validationErrors } from './support/client.ts';
import { bodyMaxBytes, now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const here = `/training-sessions/${sessionId()}`;
const workout = [made.start(), made.addEntry(), made.logSet(1), made.logSet(2), made.complete()];

describe('POST /sync', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });
  const events = () => the.app.store.all().filter(({ stream }) => /^(session|exercise)-/.test(stream));

  it('executes the commands and answers each in the order of the request', async () => {
    const answers = await sync(athlete, workout.toReversed());
    expect(answers).to.deep.equal([
      { key: 'complete', outcome: 'accepted', status: 200, revision: 1 },
      { key: 'set-2', outcome: 'accepted', status: 201, revision: 3 },
      { key: 'set-1', outcome: 'accepted', status: 201, revision: 4 },
      { key: 'entry', outcome: 'accepted', status: 201, revision: 2 },
      { key: 'start', outcome: 'accepted', status: 201, revision: 0 },
    ]);
    const { json } = await athlete.get(here);
    expect(json).to.include({ name: 'Legs', status: 'completed', revision: 4 });
    expect(json.exercises[0].sets.map(({ reps }: { reps: number }) => reps)).to.deep.equal([2, 1]);
  });

  it('gives accepted commands the same answers again, also when the session has changed or is gone', async () => {
    const answers = await sync(athlete, workout);
    await athlete.patch(here, { name: 'Arms' });
    expect(await sync(athlete, workout.toReversed())).to.deep.equal(answers.toReversed());
    await athlete.delete(here);
    expect(await sync(athlete, [...workout, ...workout])).to.deep.equal([...answers, ...answers]);
    expect(events()).to.have.length(7);
  });

  it('recognises a command under the same key from its own route, and the other way round', async () => {
    const key = { 'idempotency-key': 'start' };
    const { body } = made.start();
    const single = await athlete.post('/training-sessions', body, key);
    expect((await sync(athlete, [made.start(), made.addEntry()])).map(({ revision }) => revision)).to.deep.equal([
      0, 1,
    ]);
    const again = await athlete.post(`${here}/exercises`, made.addEntry().body, { 'idempotency-key': 'entry' });
    expect([single.status, again.status, again.headers.get('idempotent-replayed')]).to.deep.equal([201, 201, 'true']);
    expect(events()).to.have.length(2);
    const reused = await athlete.post(
      `${here}/exercises`,
      { name: 'Other', mode: 'reps' },
      { 'idempotency-key': 'entry' },
    );
    expect(problem(reused, 422, 'idempotency-key-reused')).to.deep.equal(['value_error Idempotency-Key']);
    expect(outcomesOf(await sync(athlete, [made.addEntry({ name: 'Other' })]))).to.deep.equal([
      'refused idempotency-key-reused',
    ]);
  });

  it('defers what names something unknown, stores nothing of it, and accepts it when it is sent again', async () => {
    const orphans = [made.logSet(1), made.addEntry(), made.orderSets([1]), made.correctSet(1, { reps: 3 })];
    expect(outcomesOf(await sync(athlete, orphans))).to.deep.equal(orphans.map(() => 'deferred session-not-found'));
    expect(events()).to.deep.equal([]);
    await sync(athlete, [made.start()]);
    expect(outcomesOf(await sync(athlete, [made.logSet(1), made.removeEntry(), made.orderSets([1])]))).to.deep.equal([
      ...['deferred entry-not-found', 'deferred entry-not-found', 'deferred entry-not-found'],
    ]);
    await sync(athlete, [made.addEntry()]);
    expect(outcomesOf(await sync(athlete, [made.correctSet(1, { reps: 3 }), made.orderSets([1])]))).to.deep.equal([
      ...['deferred set-not-found', 'deferred validation'],
    ]);
    expect(outcomesOf(await sync(athlete, orphans))).to.deep.equal(orphans.map(() => 'accepted'));
  });

  it('refuses what names something deleted', async () => {
    await sync(athlete, [...workout, made.removeSet(1)]);
    const edits = [made.correctSet(1, { reps: 3 }, 'a'), made.removeSet(1, 'b'), made.orderSets([1, 2], 'c')];
    expect(outcomesOf(await sync(athlete, edits))).to.deep.equal([
      ...['refused set-not-found', 'refused set-not-found', 'refused validation'],
    ]);
    await sync(athlete, [made.removeEntry()]);
    expect(outcomesOf(await sync(athlete, [made.logSet(3), made.removeEntry('again')]))).to.deep.equal([
      ...['refused entry-not-found', 'refused entry-not-found'],
    ]);
    await sync(athlete, [made.deleteSession()]);
    expect(
      outcomesOf(await sync(athlete, [made.edit({ name: 'Arms' }), made.addEntry({ id: entryId(2) }, 'e2')])),
    ).to.deep.equal([...['refused session-not-found', 'refused session-not-found']]);
  });

  it('refuses what depends on a refused command, and says on which', async () => {
    const commands = [
      ...[made.logSet(1), made.addEntry({ mode: 'wrong' }), made.start(), made.correctSet(1, { reps: 2 })],
      ...[made.addEntry({ id: entryId(2) }, 'e2'), made.orderSets([1])],
    ];
    const answers = await sync(athlete, commands);
    expect(outcomesOf(answers)).to.deep.equal([
      ...['refused depends-on-refused', 'refused validation', 'accepted', 'refused depends-on-refused', 'accepted'],
      'refused depends-on-refused',
    ]);
    expect(answers[0]?.problem).to.include({
      ...{ status: 409, dependsOn: 'entry' },
      instance: `/api/v1${here}/exercises/${entryId()}/sets`,
    });
    expect(answers[3]?.problem?.dependsOn).to.be.oneOf(['entry', 'set-1']);
    // The refused ones are decided again.
    const corrected = commands.with(1, made.addEntry());
    expect(outcomesOf(await sync(athlete, corrected))).to.deep.equal(corrected.map(() => 'accepted'));
  });

  it('refuses all commands of a session whose start is refused', async () => {
    const commands = workout.with(0, made.start({ timezone: 'Mars/Olympus' }));
    const answers = await sync(athlete, commands);
    expect(outcomesOf(answers)).to.deep.equal([
      'refused validation',
      ...commands.slice(1).map(() => 'refused depends-on-refused'),
    ]);
    expect(answers[0]?.problem?.details?.map(({ field }) => field)).to.deep.equal(['timezone']);
    expect(events()).to.deep.equal([]);
  });

  it('refuses a malformed command alone, with the errors that its own route lists', async () => {
    const malformed: unknown[] = [
      {},
      { ...made.start(), key: 'with blank' },
      { ...made.start(), key: 'x'.repeat(201) },
      { ...made.start(), operation: 'signIn' },
      { ...made.start(), operation: '__proto__' },
      { ...made.start(), occurredAt: 'yesterday' },
      { ...made.start(), unknown: 1 },
      { ...made.start(), ifMatch: '5' },
      { ...made.addEntry(), path: { id: 'no uuid' } },
      { ...made.addEntry(), path: undefined },
      { ...made.addEntry(), path: [] },
      { ...made.logSet(1), body: { reps: -1, rir: 99, more: 1 } },
    ];
    const answers = await sync(athlete, [...malformed, made.start()]);
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal([...malformed.map(() => 'refused'), 'accepted']);
    const fields = answers.map(({ key, problem: found }) => [key, found?.details?.map(({ field }) => field).join()]);
    expect(fields).to.deep.equal([
      [null, 'key,operation'],
      ...[
        [null, 'key'],
        [null, 'key'],
        ['start', 'operation'],
        ['start', 'operation'],
        ['start', 'occurredAt'],
      ],
      ...[
        ['start', 'unknown'],
        ['start', 'ifMatch'],
        ['entry', 'id'],
        ['entry', 'id'],
        ['entry', 'path'],
      ],
      ...[
        ['set-1', 'reps,rir,more'],
        ['start', undefined],
      ],
    ]);
  });

  it('refuses a malformed batch as a whole', async () => {
    const many = Array.from({ length: 501 }, (_, n) => made.start({}, `k${n}`));
    const errors = async (body: unknown) => validationErrors(await athlete.post('/sync', body));
    expect(await errors({})).to.deep.equal(['missing commands']);
    expect(await errors({ commands: 'all' })).to.deep.equal(['list_type commands']);
    expect(await errors({ commands: [] })).to.deep.equal(['too_short commands']);
    expect(await errors({ commands: many })).to.deep.equal(['less_than_equal commands']);
    for (const other of [null, 7, 'startSession', [made.start()]]) {
      expect(await errors({ commands: [made.start(), other] })).to.deep.equal(['value_error commands.1']);
    }
    expect(await errors({ commands: [made.start()], more: 1 })).to.deep.equal(['extra_forbidden more']);
    problem(await athlete.post('/sync', { commands: ['x'.repeat(bodyMaxBytes)] }), 413, 'payload-too-large');
    expect(events()).to.deep.equal([]);
  });

  it('accepts 500 commands in any order', async () => {
    const sets = Array.from({ length: 498 }, (_, n) => made.logSet(n % 100, { id: setId(n), reps: 1 }, `k${n}`));
    const entries = Array.from({ length: 4 }, (_, n) => made.addEntry({ id: entryId(n + 1) }, `e${n}`));
    const spread = sets.slice(0, 495).map((command, n) => ({
      ...command,
      path: { id: sessionId(), entryId: entryId((n % 4) + 1) },
    }));
    const answers = await sync(athlete, [...spread, ...entries, made.start()]);
    expect(new Set(outcomesOf(answers))).to.deep.equal(new Set(['accepted']));
    expect(events()).to.have.length(500);
  });

  it('records when a command was made, but never a later time than the service’s', async () => {
    await sync(athlete, [
      made.start({ startedAt: undefined }),
      { ...made.addEntry(), occurredAt: '2026-03-01T10:05:00.000000Z' },
      { ...made.edit({ name: 'Arms' }), occurredAt: '2027-03-01T10:05:00.000000Z' },
    ]);
    expect(events().map(({ metadata }) => metadata.occurredAt)).to.have.members([
      ...[offlineAt, '2026-03-01T10:05:00.000000Z', now],
    ]);
    expect(events().every(({ metadata }) => metadata.receivedAt === now)).to.equal(true);
    // A session without a start of its own starts when the command was made.
    expect((await athlete.get(here)).json).to.include({ startedAt: offlineAt, createdAt: now });
  });

  it('keeps the condition of a command', async () => {
    await sync(athlete, [made.start()]);
    const conditional = (ifMatch: string, key: string) => ({ ...made.edit({ name: key }, key), ifMatch });
    expect(
      outcomesOf(await sync(athlete, [conditional('"7"', 'a'), conditional('"0"', 'b'), conditional('"0"', 'c')])),
    ).to.deep.equal([...['refused revision-mismatch', 'accepted', 'refused revision-mismatch']]);
  });

  it('answers the same for something of another account as for something unknown', async () => {
    await the.app.addReferenceItems();
    const stranger = await the.person('stranger@example.com');
    await sync(stranger, [...workout, made.addExercise()]);
    const linked = { ...made.addEntry({}, 'linked'), body: { id: entryId(2), exerciseId: exerciseId() } };
    const probes = [made.logSet(9), made.deleteSession(), made.edit({ name: 'Mine' }), linked];
    const outcomes = async (client: Client) => outcomesOf(await sync(client, probes));
    const unknown = await outcomes(athlete);
    expect(unknown).to.deep.equal(probes.map(() => 'deferred session-not-found'));
    await stranger.delete(here);
    await stranger.delete(`/exercises/${exerciseId()}`);
    expect(await outcomes(athlete)).to.deep.equal(unknown);
    const revise = { key: 'r', operation: 'reviseOwnExercise', path: { id: exerciseId() }, body: { name: 'Mine' } };
    await sync(athlete, [made.start({ id: sessionId(2) }, 's2')]);
    const own = { ...linked, path: { id: sessionId(2) } };
    expect(outcomesOf(await sync(athlete, [revise, own]))).to.deep.equal([
      ...['deferred exercise-not-found', 'deferred exercise-not-found'],
    ]);
  });

  it('has a consistency token for every owner whose things the batch changed', async () => {
    const answer = await sendBatch(athlete, [made.logSet(1), made.logSet(2)]);
    expect(answer.headers.get('x-consistency-token')).to.equal('1-2-0');
    const { headers } = await sendBatch(athlete, [made.start(), made.start({ id: sessionId(2) }, 's2')]);
    expect(headers.get('x-consistency-token')).to.equal(`1-2-${the.app.store.all().length}`);
  });

  it('starts a finished session while another one is in progress', async () => {
    await athlete.post('/training-sessions', { id: sessionId(2), timezone: 'UTC', startedAt: '2026-03-01T09:30:00Z' });
    expect(outcomesOf(await sync(athlete, workout))).to.deep.equal(workout.map(() => 'accepted'));
    expect((await athlete.get('/training-sessions?overlapping=true')).json.total).to.equal(2);
    expect(the.app.questions.at(-1)).to.include({ overlapping: true });
    expect(validationErrors(await athlete.get('/training-sessions?overlapping=maybe'))).to.deep.equal([
      'bool_parsing overlapping',
    ]);
  });

  it('leaves a command to another try when the event store is not there', async () => {
    the.app.change({
      executeEach: async () => {
        throw new DomainError('unavailable', 'The event store cannot be reached.');
      },
    });
    problem(await sendBatch(athlete, workout), 503, 'unavailable');
  });

  it('runs one batch of an account at a time', async () => {
    let [running, most] = [0, 0];
    the.app.change({
      executeEach: async () => {
        running += 1;
        most = Math.max(most, running);
        await setImmediate();
        running -= 1;
        throw new DomainError('unavailable', 'The event store cannot be reached.');
      },
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => sendBatch(athlete, workout)));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 503));
    expect(most).to.equal(1);
  });
});
