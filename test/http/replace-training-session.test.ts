import { expect } from 'chai';
import { z } from 'zod';
import { replaceSession } from '../../src/http/training-sessions/replace-requests.ts';
import { session } from '../../src/http/training-sessions/responses.ts';
import { type Answer, type Client, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { useExercises } from './support/use-exercises.ts';

type Schema = Readonly<{ properties?: Readonly<Record<string, Schema>>; items?: Schema; $ref?: string }>;

/** The names of all members that values of a schema can have, such as `.exercises.*.name`. */
function membersOf(schema: z.ZodType, io: 'input' | 'output'): readonly string[] {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const named = (place: string, { $ref, ...own }: Schema): readonly string[] => {
    const { properties = {}, items } = $ref ? ($defs[$ref.split('/').at(-1) ?? ''] as Schema) : own;
    const within = Object.entries(properties).flatMap(([name, each]) => [
      `${place}.${name}`,
      ...named(`${place}.${name}`, each),
    ]);
    return [...within, ...(items ? named(`${place}.*`, items) : [])];
  };
  return named('', root as Schema);
}

const sessions = '/training-sessions';
const id = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-0000000000ee';
const squat = {
  name: 'Squat',
  mode: 'reps',
  supersetGroup: 1,
  notes: 'deep',
  sets: [{ reps: 5 }, { reps: 4, rpe: 8 }],
};
const plank = { name: 'Plank', mode: 'time', sets: [{ seconds: 60, performedAt: '2026-03-01T10:30:00Z' }] };
const legs = {
  ...{ id, name: 'Legs', notes: 'heavy', timezone: 'Europe/Berlin', startedAt: '2026-03-01T10:00:00Z' },
  exercises: [squat, plank],
};
const end = { endedAt: '2026-03-01T11:00:00Z' };

describe('PUT /training-sessions/{id}', () => {
  const the = useExercises();
  let athlete: Client;
  let begun: Answer;
  beforeEach(async () => {
    athlete = the.cast.athlete;
    begun = await athlete.post(sessions, legs);
  });
  const put = (body: object, headers: Record<string, string> = { 'if-match': '*' }, by = athlete) =>
    by.put(`${sessions}/${id}`, body, headers);
  const read = async () => (await athlete.get(`${sessions}/${id}`)).json;
  const revision = async (): Promise<number> => (await read()).revision;

  it('accepts every member of a response at every depth', () => {
    const [sent, accepted] = [membersOf(session, 'output'), membersOf(replaceSession, 'input')];
    expect(sent).to.include('.exercises.*.sets.*.order');
    expect(sent.filter((name) => !accepted.includes(name))).to.deep.equal([]);
  });

  it('accepts the body of GET without a change, whether the session has ended or not', async () => {
    const check = async (document: Answer) => {
      const answer = await put(document.json, { 'if-match': document.headers.get('etag') ?? '' });
      expect(answer.status).to.equal(200);
      expect(answer.text).to.equal(document.text);
      expect(answer.headers.get('etag')).to.equal(document.headers.get('etag'));
    };
    await check(await athlete.get(`${sessions}/${id}`));
    await athlete.post(`${sessions}/${id}/abort`, end);
    await check(await athlete.get(`${sessions}/${id}`));
  });

  it('accepts the body of GET without a change when a linked exercise was deleted, and keeps the link', async () => {
    const mine = await the.idOf(the.addOwn());
    await athlete.post(`${sessions}/${id}/exercises`, { exerciseId: mine });
    await athlete.delete(`/exercises/${mine}`);
    const document = await read();
    document.exercises[2].exerciseId = null;
    const answer = await put(document);
    expect(answer.json).to.deep.include({ revision: document.revision });
    expect(answer.json.exercises[2].exerciseId).to.equal(mine);
  });

  it('removes a link to an exercise that still exists, and adds one with the name and mode of the exercise', async () => {
    const mine = await the.idOf(the.addOwn({ metrics: ['time'] }));
    const { exercises, ...rest } = await read();
    const linked = await put({ ...rest, exercises: [...exercises, { exerciseId: mine, sets: [{ seconds: 5 }] }] });
    expect(linked.json.exercises[2]).to.include({ exerciseId: mine, name: 'Bench Press', mode: 'time' });
    const unlinked = linked.json;
    unlinked.exercises[2].exerciseId = null;
    expect((await put(unlinked)).json.exercises[2]).to.include({ exerciseId: null, name: 'Bench Press' });
    const foreign = await the.idOf(the.addOwn({}, the.cast.stranger));
    problem(await put({ ...rest, exercises: [{ exerciseId: foreign, sets: [] }] }), 404, 'exercise-not-found');
  });

  it('changes what differs, keeps ids, and generates ids for what has none', async () => {
    const { exercises, ...rest } = begun.json;
    const [squats, planks] = exercises;
    const row = { name: 'Row', mode: 'reps', sets: [{ reps: 10 }] };
    const body = {
      ...{ ...rest, name: 'Back' },
      exercises: [row, planks, { ...squats, sets: [{ reps: 3 }, { ...squats.sets[1], reps: 6 }] }],
    };
    const { status, json } = await put(body, { 'if-match': begun.headers.get('etag') ?? '' });
    expect([status, json.name]).to.deep.equal([200, 'Back']);
    expect(json.exercises.map(({ name, order }: typeof row & { order: number }) => [name, order])).to.deep.equal([
      ['Row', 0],
      ['Plank', 1],
      ['Squat', 2],
    ]);
    expect(json.exercises[1]).to.deep.equal(planks);
    expect(json.exercises[2].sets[1]).to.deep.equal({ ...squats.sets[1], reps: 6 });
    const shown = json.exercises[2].sets.map(({ reps, order }: { reps: number; order: number }) => [reps, order]);
    expect(shown).to.deep.equal([
      [3, 0],
      [6, 1],
    ]);
    expect(json.exercises[0].id).to.match(/^[0-9a-f-]{36}$/);
    expect(json).to.deep.equal(await read());
  });

  it('gives members that the body lacks their defaults, except the exercises and their sets, which it must have', async () => {
    const bare = { startedAt: legs.startedAt, timezone: 'UTC', exercises: [] };
    const missing = await put({ startedAt: legs.startedAt, timezone: 'UTC' });
    expect(validationErrors(missing)).to.deep.equal(['missing exercises']);
    const entry = { name: 'Squat', mode: 'reps' };
    expect(validationErrors(await put({ ...bare, exercises: [entry] }))).to.deep.equal(['missing exercises.0.sets']);
    expect(validationErrors(await put({ exercises: [] }))).to.deep.equal(['missing startedAt', 'missing timezone']);
    const { json } = await put(bare);
    expect(json).to.deep.include({ name: null, notes: null, timezone: 'UTC', status: 'in_progress', exercises: [] });
  });

  it('requires If-Match, and refuses an old revision', async () => {
    problem(await put(begun.json, {}), 428, 'precondition-required');
    await athlete.patch(`${sessions}/${id}`, { name: 'later' });
    problem(await put(begun.json, { 'if-match': begun.headers.get('etag') ?? '' }), 412, 'revision-mismatch');
    expect(validationErrors(await put({}, {}))).to.include('missing exercises');
    expect((await read()).name).to.equal('later');
  });

  it('completes or aborts a session, whose end it then can move but not remove', async () => {
    problem(await put({ ...begun.json, ...end }), 422, 'validation');
    const { status: _, ...body } = begun.json;
    expect((await put({ ...body, ...end })).json).to.include({ status: 'completed', durationSeconds: 3600 });
    const moved = { ...body, endedAt: '2026-03-01T10:45:00Z' };
    expect((await put(moved)).json).to.include({ status: 'completed', durationSeconds: 2700 });
    expect(validationErrors(await put(body))).to.deep.equal(['value_error endedAt']);
    expect(validationErrors(await put({ ...moved, status: 'aborted' }))).to.deep.equal(['value_error status']);
  });

  it('changes a session once for a repeated idempotency key, with the same generated ids', async () => {
    const headers = { 'idempotency-key': 'phone-1', 'if-match': begun.headers.get('etag') ?? '' };
    const body = { ...begun.json, exercises: [...begun.json.exercises, { name: 'Row', mode: 'reps', sets: [{}] }] };
    const first = await put(body, headers);
    const again = await put(body, headers);
    expect(again.text).to.equal(first.text);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    problem(await put({ ...body, name: 'Arms' }, headers), 422, 'idempotency-key-reused');
    expect(await revision()).to.equal(first.json.revision);
  });

  it('changes nothing when a part of the body breaks a rule, and names the part', async () => {
    const { exercises, ...rest } = begun.json;
    const withSets = (sets: object[]) => ({ ...rest, name: 'x', exercises: [exercises[1], { ...exercises[0], sets }] });
    const refused = async (body: object) => validationErrors(await put(body));
    expect(await refused(withSets([{ reps: 5 }, { seconds: 5 }]))).to.deep.equal([
      'value_error exercises.1.sets.1.seconds',
    ]);
    expect(await refused(withSets([{ reps: 'x', order: -1 }]))).to.deep.equal([
      'greater_than_equal exercises.1.sets.0.order',
      'int_parsing exercises.1.sets.0.reps',
    ]);
    problem(await put(withSets([exercises[1].sets[0]])), 422, 'validation');
    problem(await put(withSets([{ id: exercises[0].id }])), 422, 'validation');
    expect(await revision()).to.equal(begun.json.revision);
  });

  it('refuses the body of another session, and the session of another account', async () => {
    expect(validationErrors(await put({ ...begun.json, id: other }))).to.deep.equal(['value_error id']);
    const stranger = await signUpAndIn(the.app, 'other@example.com');
    problem(await put(begun.json, { 'if-match': '"0"' }, stranger), 404, 'session-not-found');
    await athlete.delete(`${sessions}/${id}`);
    problem(await put(begun.json), 404, 'session-not-found');
  });
});
