import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const kg = (value: number) => ({ value, unit: 'kg' });
const squatId = '01900000-0000-7000-8000-000000000062';
const unitId = '01900000-0000-7000-8000-000000000061';
const timezone = 'Europe/Berlin';
const squat = {
  ...{ id: squatId, name: 'Squat', mode: 'reps', sets: 3, loading: 'barbell', restSeconds: 180 },
  target: { reps: { min: 5, max: 5 }, weight: kg(60) },
  progression: { type: 'linear', increment: kg(2.5), deload: { afterFailures: 3, percent: 10 } },
};

describe('GET /training-units/{id}/targets', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person();
    await athlete.post('/training-units', { id: unitId, name: 'Day A', exercises: [squat] });
  });
  const next = async () => {
    const { status, json, text } = await athlete.get(`/training-units/${unitId}/targets`);
    expect(status, text).to.equal(200);
    return json.exercises[0];
  };
  const weightOf = ({ sets }: { sets: { weight: { value: number } }[] }) => sets.map(({ weight }) => weight.value);
  /** Records a session of a day from the unit, with so many repetitions in each set. */
  const train = async (day: number, reps: readonly number[], rest: object = {}) => {
    const sets = reps.map((count) => ({ reps: count, weight: kg(60) }));
    const [startedAt, endedAt] = [`2026-02-0${day}T10:00:00Z`, `2026-02-0${day}T11:00:00Z`];
    const exercises = [{ unitExerciseId: squatId, sets }];
    const body = { unitId, timezone, startedAt, endedAt, exercises, ...rest };
    const { status, json, text } = await athlete.post('/training-sessions', body);
    expect(status, text).to.equal(201);
    return json;
  };

  it('begins with what the unit says, and explains it', async () => {
    const target = await next();
    expect(target).to.deep.include({
      ...{ unitExerciseId: squatId, exerciseId: null, name: 'Squat', mode: 'reps', order: 0, restSeconds: 180 },
      explanation: 'No earlier session counts, so the exercise begins with 60 kg.',
    });
    expect(weightOf(target)).to.deep.equal([60, 60, 60]);
    expect(target.suggestion).to.include({ rule: 'linear', outcome: 'start' });
  });

  it('follows from the sessions that were started from the unit', async () => {
    const { id, exercises } = await train(1, [5, 5, 5]);
    const target = await next();
    expect(weightOf(target)).to.deep.equal([62.5, 62.5, 62.5]);
    expect(target.suggestion.from).to.deep.equal([
      { sessionId: id, setIds: exercises[0].sets.map((set: { id: string }) => set.id), succeeded: true },
    ]);
    expect(target.explanation).to.equal(
      'All planned sets of the last session were done (3 sets). The weight rises by 2.5 kg to 62.5 kg.',
    );
  });

  it('is what a session gets that is started from the unit', async () => {
    await train(1, [5, 5, 5]);
    const { suggestion, sets } = await next();
    const { json } = await athlete.post('/training-sessions', { unitId, timezone });
    expect(json.exercises[0].planned).to.deep.include({ suggestion, sets });
  });

  it('changes when an old set is corrected, but no session that has been started', async () => {
    const first = await train(1, [5, 5, 5]);
    const second = await train(2, [], { endedAt: null, exercises: undefined });
    expect(weightOf(second.exercises[0].planned)).to.deep.equal([62.5, 62.5, 62.5]);
    const [entry] = first.exercises;
    const path = `/training-sessions/${first.id}/exercises/${entry.id}/sets/${entry.sets[2].id}`;
    expect((await athlete.patch(path, { reps: 4 })).status).to.equal(200);
    const target = await next();
    expect(weightOf(target)).to.deep.equal([60, 60, 60]);
    expect(target.suggestion).to.include({ outcome: 'repeat', failures: 1, missed: 2 });
    const read = await athlete.get(`/training-sessions/${second.id}`);
    expect(read.json.exercises).to.deep.equal(second.exercises);
  });

  it('follows from earlier sessions only when a session of the past is entered', async () => {
    await train(5, [5, 5, 5]);
    const { exercises } = await train(3, [], { exercises: undefined });
    expect(exercises[0].planned.suggestion).to.include({ outcome: 'start' });
  });

  it('is rounded to the gear of the profile, and computed from its training max', async () => {
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const { id: exerciseId } = (await athlete.post('/exercises/user', { name: 'My squat', ...traits })).json;
    const target = { reps: { min: 5 }, percentOfTrainingMax: 80 };
    const fixed = { exerciseId, target, progression: { type: 'none' } };
    const answer = await athlete.patch(`/training-units/${unitId}/exercises/${squatId}`, fixed);
    expect(answer.status, answer.text).to.equal(200);
    expect((await next()).explanation).to.match(/^No training max of this exercise is known/);
    await athlete.put(`/profile/training-maxes/${exerciseId}`, { weight: kg(101), setOn: '2026-01-01' });
    expect(weightOf(await next())).to.deep.equal([80, 80, 80]);
    const gear = { kg: { bar: 15, plates: [{ value: 0.5 }], dumbbells: [], step: 1 }, lb: null };
    await athlete.patch('/profile', { gear });
    expect(weightOf(await next())).to.deep.equal([81, 81, 81]);
  });

  it('is 404 for an unknown unit and for that of another account', async () => {
    const other = await the.person('other@example.com');
    problem(await other.get(`/training-units/${unitId}/targets`), 404, 'unit-not-found');
    problem(await athlete.get(`/training-units/${squatId}/targets`), 404, 'unit-not-found');
  });
});
