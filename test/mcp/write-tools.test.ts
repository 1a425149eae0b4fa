import { expect } from 'chai';
import { useExercises } from '../http/support/use-exercises.ts';
import { type Assistant, assistantFor } from './support/assistant.ts';

const kg = (value: number) => ({ value, unit: 'kg' });

describe('the tools that write', () => {
  const the = useExercises();
  let assistant: Assistant;
  let squat = '';
  beforeEach(async () => {
    squat = await the.idOf(the.addSystem({ name: 'Squat' }));
    await the.addSystem({ name: 'Front Squat' });
    assistant = await assistantFor(the.app, the.cast.athlete);
  });
  afterEach(() => assistant[Symbol.asyncDispose]());

  const workout = {
    ...{ name: 'Legs', timezone: 'Europe/Berlin' },
    ...{ startedAt: '2026-02-20T18:00:00+01:00', endedAt: '2026-02-20T19:00:00+01:00' },
    exercises: [
      {
        exercise: 'squat',
        sets: [
          { weight: kg(100), reps: 5 },
          { weight: kg(100), reps: 4, rpe: 9 },
        ],
      },
    ],
  };
  const events = () => the.app.store.all().length;
  const sessions = async () => (await the.cast.athlete.get('/training-sessions?view=full')).json.items;
  const write = async (name: string, args: object) => {
    const answer = await assistant.call(name, { ...args });
    expect(answer.isError, answer.text).to.equal(false);
    return answer.result;
  };
  /** Fails unless the call is refused, names the field and changes nothing. */
  const refused = async (name: string, args: object, text: string) => {
    const before = events();
    const answer = await assistant.call(name, { ...args });
    expect(answer.isError, answer.text).to.equal(true);
    expect(answer.text).to.include(text);
    expect(events()).to.equal(before);
  };

  it('log a whole workout that was done', async () => {
    const done = await write('log_session', workout);
    expect(done).to.deep.include({ outcome: 'written' });
    const [session] = await sessions();
    expect(session).to.include({ id: done.id, revision: done.revision, status: 'completed', name: 'Legs' });
    expect(session.exercises[0]).to.include({ exerciseId: squat, name: 'Squat' });
    expect(session.exercises[0].sets.map(({ reps }: { reps: number }) => reps)).to.deep.equal([5, 4]);
    const audit = (await the.cast.athlete.get(`/audit/events?session=${done.id}`)).json;
    expect(done.changes).to.deep.equal(
      audit.items?.map(({ sentence }: { sentence: string }) => sentence) ?? done.changes,
    );
  });

  it('tell with preview what they would change, and change nothing', async () => {
    const before = events();
    const told = await write('log_session', { ...workout, preview: true });
    expect(told).to.not.have.property('id');
    expect(told.outcome).to.equal('preview');
    expect(told.changes[0]).to.equal('Session “Legs” started at 2026-02-20 18:00 (Europe/Berlin)');
    expect(told.changes.join()).to.include('100 kg × 5');
    expect(events()).to.equal(before);
    expect((await write('log_session', workout)).changes).to.deep.equal(told.changes);
  });

  it('have the effect of a repeated call once', async () => {
    const first = await write('log_session', workout);
    const before = events();
    const again = await write('log_session', workout);
    expect(again).to.deep.equal({ ...first, outcome: 'repeated', changes: [] });
    expect(events()).to.equal(before);
    expect((await write('log_session', { ...workout, preview: true })).outcome).to.equal('repeated');
    await write('undo_changes', { since: '2026-01-01T00:00:00Z' });
    expect((await write('log_session', { ...workout, preview: true })).outcome).to.equal('repeated');
  });

  it('recognise a call of the hour before, but not one of the day before', async () => {
    const at = (time: string) => the.app.change({ clock: () => time as never });
    at('2026-03-01T11:59:59.000000Z');
    const { id } = await write('log_session', workout);
    at('2026-03-01T12:50:00.000000Z');
    expect(await write('log_session', workout)).to.deep.include({ id, outcome: 'repeated' });
    at('2026-03-02T12:00:00.000000Z');
    expect((await write('log_session', workout)).outcome).to.equal('written');
  });

  it('bind an idempotency key to its content', async () => {
    const idempotencyKey = 'leg-day';
    const { id } = await write('log_session', { ...workout, idempotencyKey });
    expect(await write('log_session', { ...workout, idempotencyKey })).to.deep.include({ id, outcome: 'repeated' });
    await refused('log_session', { ...workout, idempotencyKey, name: 'Other' }, 'idempotency-key-reused');
  });

  it('refuse what was not done, and every empty list', async () => {
    await refused('log_session', { ...workout, exercises: [] }, 'exercises: ');
    await refused('log_session', { ...workout, exercises: [{ exercise: 'Squat', sets: [] }] }, 'exercises.0.sets: ');
    await refused('log_session', { ...workout, endedAt: '2027-01-01T00:00:00Z' }, 'endedAt: ');
    await refused('log_session', { ...workout, timezone: undefined }, 'timezone: ');
    const invented = { exercise: 'Quantum Squat', sets: [{ reps: 5 }] };
    await refused('log_session', { ...workout, exercises: [invented] }, 'exercises.0.exercise: ');
  });

  const logged = async () => {
    const { id } = await write('log_session', workout);
    return (await the.cast.athlete.get(`/training-sessions/${id}`)).json;
  };

  it('change only the sets and exercises that they name', async () => {
    const { id, revision, exercises } = await logged();
    const [entry] = exercises;
    const [first, second] = entry.sets;
    const changes = [
      { do: 'change_set', set: second.id, values: { weight: kg(102.5) } },
      { do: 'add_set', entry: entry.id, values: { reps: 8 } },
      { do: 'add_exercise', exercise: 'Front Squat', sets: [{ weight: kg(60), reps: 8 }] },
    ];
    const told = await write('amend_session', { id, revision, changes, preview: true });
    const done = await write('amend_session', { id, revision, changes });
    expect(done.changes).to.deep.equal(told.changes);
    expect(done.changes).to.have.lengthOf(4);
    expect(done.changes[0]).to.include('100 kg × 4, RPE 9 → 102.5 kg × 4, RPE 9');
    const after = (await the.cast.athlete.get(`/training-sessions/${id}`)).json;
    expect(after.exercises).to.have.lengthOf(2);
    expect(after.exercises[0].sets[0]).to.deep.equal(first);
    expect(after.exercises[0].sets[1]).to.deep.equal({ ...second, weight: kg(102.5) });
    expect(after.exercises[0].sets).to.have.lengthOf(3);
    const repeated = await write('amend_session', { id, revision, changes });
    expect(repeated).to.deep.include({ outcome: 'repeated', changes: [] });
    const others = [{ do: 'remove_set', set: first.id }];
    await refused('amend_session', { id, revision, changes: others }, 'revision-mismatch');
    await write('amend_session', { id, revision: done.revision, changes: others, session: { notes: 'Fine' } });
    const last = (await the.cast.athlete.get(`/training-sessions/${id}`)).json;
    expect(last.notes).to.equal('Fine');
    expect(last.exercises[0].sets).to.have.lengthOf(2);
  });

  it('refuse amendments that name nothing, or what does not exist', async () => {
    const { id, revision, exercises } = await logged();
    const amend = (changes: unknown, text: string) => refused('amend_session', { id, revision, changes }, text);
    const unknown = '01900000-0000-7000-8000-0000000000ee';
    await refused('amend_session', { id, revision }, 'changes: ');
    await amend([], 'changes: ');
    await amend([{ do: 'change_set', set: unknown, values: { reps: 1 } }], 'changes.0.set: ');
    await amend([{ do: 'remove_exercise', entry: unknown }], 'changes.0.entry: ');
    await amend([{ do: 'change_set', set: exercises[0].sets[0].id }], 'changes.0.values: ');
    await amend([{ do: 'change_set', set: exercises[0].sets[0].id, values: {} }], 'changes.0: ');
    await amend([{ do: 'remove_set', set: exercises[0].sets[0].id, sets: [{ reps: 1 }] }], 'changes.0.sets: ');
    await amend([{ do: 'change_set', set: exercises[0].sets[0].id, values: { reps: -1 } }], 'changes.0.values.reps: ');
    await refused('amend_session', { id: unknown, revision, session: { name: 'X' } }, 'session-not-found');
    await refused('amend_session', { id, session: { name: 'X' } }, 'revision: ');
  });

  it('keep what they do not name of a session that another program made', async () => {
    const exercises = [{ name: 'Something of my own', mode: 'reps', supersetGroup: 1, sets: [{ reps: 5, rir: 2 }] }];
    const { startedAt, endedAt, timezone } = workout;
    const made = await the.cast.athlete.post('/training-sessions', { startedAt, endedAt, timezone, exercises });
    const { id, revision, ...before } = made.json;
    await write('amend_session', { id, revision, session: { name: 'Named' } });
    const { updatedAt: _, ...after } = (await the.cast.athlete.get(`/training-sessions/${id}`)).json;
    const { updatedAt: __, ...unchanged } = before;
    expect(after).to.deep.equal({ ...unchanged, id, name: 'Named', revision: revision + 1 });
  });

  it('record the body weight, and correct it at its revision', async () => {
    const measured = { value: 81.4, unit: 'kg', day: '2026-02-20' };
    const { id, revision } = await write('record_body_weight', measured);
    expect((await write('record_body_weight', measured)).outcome).to.equal('repeated');
    await refused('record_body_weight', { ...measured, value: 0 }, 'value: ');
    await refused('record_body_weight', { ...measured, correct: id }, 'revision: ');
    const corrected = await write('record_body_weight', { ...measured, value: 80.4, correct: id, revision });
    expect(corrected.changes.join()).to.include('80.4 kg');
    await refused('record_body_weight', { ...measured, value: 79, correct: id, revision }, 'revision-mismatch');
    const { items } = (await the.cast.athlete.get('/body-measurements')).json;
    expect(items).to.have.lengthOf(1);
  });

  it('write units and plans, and start one', async () => {
    const progression = { type: 'linear', increment: kg(2.5) };
    const exercises = [{ exercise: 'Squat', sets: 3, reps: { min: 5, max: 5 }, weight: kg(60), progression }];
    const unit = await write('create_unit', { name: 'Legs', exercises });
    expect((await write('create_unit', { name: 'Legs', exercises })).outcome).to.equal('repeated');
    await refused('create_unit', { name: 'Legs', exercises: [...exercises, ...exercises] }, 'unit-name-taken');
    const stored = (await the.cast.athlete.get(`/training-units/${unit.id}`)).json;
    const entry = stored.exercises[0].id;
    const changes = [
      { do: 'change', entry, weight: kg(65) },
      { do: 'add', exercise: 'Front Squat', sets: 2, reps: { min: 8, max: 12 } },
    ];
    await refused('amend_unit', { id: unit.id, revision: unit.revision, changes: [] }, 'changes: ');
    await write('amend_unit', { id: unit.id, revision: unit.revision, changes });
    await refused('amend_unit', { id: unit.id, revision: unit.revision, name: 'Other' }, 'revision-mismatch');
    const amended = (await the.cast.athlete.get(`/training-units/${unit.id}`)).json.exercises;
    expect(amended[0]).to.deep.equal({
      ...stored.exercises[0],
      target: { ...stored.exercises[0].target, weight: kg(65) },
    });
    expect(amended[1]).to.include({ name: 'Front Squat', sets: 2 });

    const units = [{ unitId: unit.id, day: 1 }];
    const plan = await write('create_plan', { name: 'Strength', difficulty: 'beginner', weeks: 1, repeats: 4, units });
    const added = { id: plan.id, revision: plan.revision, changes: [{ do: 'add', unitId: unit.id, day: 3 }] };
    expect((await write('amend_plan', added)).outcome).to.equal('written');
    expect((await write('amend_plan', added)).outcome).to.equal('repeated');
    await refused('amend_plan', { ...added, revision: 0, name: 'Y' }, 'revision-mismatch');
    const started = await write('start_plan', { id: plan.id, startsOn: '2026-03-02' });
    expect(started.changes).to.have.lengthOf(1);
    expect((await write('start_plan', { id: plan.id, startsOn: '2026-03-02' })).outcome).to.equal('repeated');
    const { units: due } = await write('todays_plan', { timezone: 'UTC' });
    expect(due[0].name).to.equal('Legs');
    const exercise = due[0].exercises[0];
    const done = { exercise: 'Squat', unitExerciseId: exercise.unitExerciseId, sets: [{ weight: kg(65), reps: 5 }] };
    const { id } = await write('log_session', { ...workout, plan: due[0].plan, exercises: [done] });
    expect((await the.cast.athlete.get(`/training-sessions/${id}`)).json.plan.name).to.equal('Strength');
  });

  it('need the scope write', async () => {
    await using reader = await assistantFor(the.app, the.cast.athlete, { scopes: ['read'] });
    expect((await reader.call('log_session', workout)).text).to.include('insufficient-scope');
  });

  it('are limited per token; only what has an effect counts', async () => {
    const { createInMemoryRateLimits } = await import('../http/support/in-memory-rate-limits.ts');
    const others = { signInAccount: 9, ownPassword: 9, signInAddress: 9, signUp: 9, refresh: 9, passwordReset: 9 };
    const ofApps = { appRequest: 9, appRegistration: 9, appWrites: 9, appWorkouts: 9 };
    const rates = { ...others, ...ofApps, personalToken: 9, assistantWrites: 3, assistantWorkouts: 1 };
    the.app.change({ rateLimits: createInMemoryRateLimits(rates) });
    await refused('log_session', { ...workout, exercises: [] }, 'exercises: ');
    for (let time = 0; time < 4; time += 1) await write('log_session', { ...workout, preview: true });
    await write('log_session', workout);
    // A repetition whose answer was lost is never refused, as it would be made again after the limit.
    expect((await write('log_session', workout)).outcome).to.equal('repeated');
    await refused('log_session', { ...workout, name: 'Second' }, 'too-many-requests');
    await write('record_body_weight', { value: 81, unit: 'kg', day: '2026-02-20' });
    await write('record_body_weight', { value: 81, unit: 'kg', day: '2026-02-21' });
    await refused('record_body_weight', { value: 81, unit: 'kg', day: '2026-02-22' }, 'too-many-requests');
  });
});
