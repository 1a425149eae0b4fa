import { expect } from 'chai';
import type { Instant } from '../../src/events/ids.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const kg = (value: number) => ({ value, unit: 'kg' });
const lb = (value: number) => ({ value, unit: 'lb' });
const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('/statistics', () => {
  const the = useApp();
  let athlete: Person;
  let squat: string;

  beforeEach(async () => {
    athlete = await the.person();
    // A Sunday evening in Berlin, where it is Monday already in Auckland.
    the.app.change({ clock: () => '2026-05-31T20:00:00.000000Z' as Instant });
    await the.app.addReferenceItems();
    const traits = { primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    squat = (await athlete.post('/exercises/user', { name: 'Squat', ...traits })).json.id;
  });

  const train = async (startedAt: string, sets: readonly object[], change: object = {}) => {
    const exercises = [{ exerciseId: squat, name: 'Squat', mode: 'reps', sets }];
    const session = { timezone: 'Europe/Berlin', startedAt, endedAt: startedAt, exercises, ...change };
    const { status, json } = await athlete.post('/training-sessions', session);
    expect(status).to.equal(201);
    return json;
  };
  const read = async (path: string) => {
    const { status, json } = await athlete.get(`/statistics/${path}`);
    expect(status, JSON.stringify(json)).to.equal(200);
    return json;
  };

  it('tell what was done of an exercise, with the best set of each session', async () => {
    await train('2026-05-04T17:00:00Z', [
      { reps: 5, weight: kg(60), type: 'warm_up' },
      { reps: 5, weight: kg(100) },
    ]);
    const second = await train('2026-05-06T17:00:00Z', [
      { reps: 3, weight: kg(110), rpe: 8 },
      { reps: 12, weight: kg(60) },
    ]);
    const json = await read(`exercises/${squat}`);
    expect(json).to.include({ exerciseId: squat, unit: 'kg', formula: 'epley', sessions: 2, sets: 3, volume: 1_550 });
    expect(json.lastDay).to.equal('2026-05-06');
    expect(json.series.map(({ day, e1rm }: typeof json) => [day, e1rm])).to.deep.equal([
      ['2026-05-04', 116.667],
      ['2026-05-06', 128.333],
    ]);
    expect(json.best.e1rm).to.deep.include({
      ...{ kind: 'e1rm', value: 128.333, previous: 116.667, sessionId: second.id, entryId: second.exercises[0].id },
    });
    expect(json.best.e1rm.set).to.include({ id: second.exercises[0].sets[0].id, reps: 3, rpe: 8 });
    expect(json.best.volume.value).to.equal(720);
    expect((await read(`exercises/${squat}?formula=brzycki`)).series[0].e1rm).to.equal(112.5);
    expect(await read(`exercises/${squat}?from=2026-05-06`)).to.include({ sessions: 1, sets: 2, volume: 1_050 });
    expect(await read(`exercises/${squat}?to=2026-05-03`)).to.deep.include({ sessions: 0, lastDay: null, series: [] });
  });

  it('list records with their sets, until these are corrected or deleted', async () => {
    const { id, exercises } = await train('2026-05-04T17:00:00Z', [
      { reps: 5, weight: lb(180) },
      { reps: 5, weight: lb(200) },
    ]);
    const [entry] = exercises;
    const best = async () => {
      const { records } = await read(`exercises/${squat}/records?unit=lb`);
      const found = records.filter(({ kind }: typeof records) => kind === 'e1rm' || kind === 'weight');
      return found.map(({ kind, value, reps, set }: typeof records) => [kind, value, reps, set.id, set.weight]);
    };
    const [one, two] = entry.sets;
    expect(await best()).to.deep.equal([
      ['e1rm', 233.333, null, two.id, lb(200)],
      ['weight', 200, 5, two.id, lb(200)],
    ]);
    const path = `/training-sessions/${id}/exercises/${entry.id}/sets/${two.id}`;
    expect((await athlete.patch(path, { weight: lb(170) })).status).to.equal(200);
    const first = [
      ['e1rm', 210, null, one.id, lb(180)],
      ['weight', 180, 5, one.id, lb(180)],
    ];
    expect(await best()).to.deep.equal(first);
    expect((await athlete.delete(path)).status).to.equal(200);
    expect(await best()).to.deep.equal(first);
    expect((await athlete.delete(`/training-sessions/${id}`)).status).to.equal(204);
    expect(await best()).to.deep.equal([]);
  });

  it('estimate assisted sets from the body weight of the day, and tell which one it was', async () => {
    const sets = [
      { reps: 6, weight: kg(-20) },
      { reps: 5, weight: kg(-30) },
    ];
    await train('2026-05-04T17:00:00Z', sets);
    await train('2026-05-20T17:00:00Z', sets);
    expect(await read(`exercises/${squat}`)).to.deep.include({
      series: [],
      best: { e1rm: null, volume: null },
      volume: 0,
    });
    const measure = (day: string, weight: object) =>
      athlete.post('/body-measurements', { kind: 'body_weight', day, ...weight });
    const { json: measured } = await measure('2026-05-05', kg(80));
    await measure('2026-05-21', kg(90));
    const bodyWeights = async () => {
      const { best, series } = await read(`exercises/${squat}`);
      const points = series.map(({ day, e1rm, bodyWeight }: typeof series) => [day, e1rm, bodyWeight]);
      return [points, best.e1rm && [best.e1rm.value, best.e1rm.bodyWeight]];
    };
    expect(await bodyWeights()).to.deep.equal([[['2026-05-20', 72, kg(80)]], [72, kg(80)]]);
    const { records } = await read(`exercises/${squat}/records`);
    expect(records.map(({ kind, bodyWeight }: typeof records) => [kind, bodyWeight])).to.deep.include(['weight', null]);
    await athlete.patch(`/body-measurements/${measured.id}`, { ...lb(200), day: '2026-05-04' });
    expect(await bodyWeights()).to.deep.equal([
      [
        ['2026-05-04', 84.862, lb(200)],
        ['2026-05-20', 84.862, lb(200)],
      ],
      [84.862, lb(200)],
    ]);
    await athlete.delete(`/body-measurements/${measured.id}`);
    expect(await bodyWeights()).to.deep.equal([[], null]);
  });

  it('add up weeks and months, exactly and in the asked unit', async () => {
    await train('2026-03-31T17:00:00Z', [{ reps: 10, weight: lb(180) }]);
    await train('2026-04-02T17:00:00Z', [
      { reps: 3, weight: kg(61.23496995) },
      { reps: 8, weight: kg(-20) },
    ]);
    // Midnight in Berlin has passed.
    await train('2026-04-05T22:30:00Z', [{ reps: 1, weight: kg(50) }, { reps: 10 }]);
    expect(await read('volume?unit=kg')).to.deep.equal({
      ...{ unit: 'kg', by: 'week' },
      periods: [
        { startsOn: '2026-03-30', sessions: 2, sets: 3, volume: 1_000.17117585 },
        { startsOn: '2026-04-06', sessions: 1, sets: 2, volume: 50 },
      ],
    });
    await athlete.patch('/profile', { unit: 'lb' });
    const months = await read('volume?by=month&to=2026-03-31');
    expect(months).to.deep.equal({
      ...{ unit: 'lb', by: 'month' },
      periods: [{ startsOn: '2026-03-01', sessions: 1, sets: 1, volume: 1_800 }],
    });
  });

  it('add up one exercise', async () => {
    const other = { name: 'Something', mode: 'reps', sets: [{ reps: 10, weight: kg(5) }] };
    const own = { exerciseId: squat, name: 'Squat', mode: 'reps', sets: [{ reps: 5, weight: kg(100) }] };
    await train('2026-05-04T17:00:00Z', [], { exercises: [own, other] });
    const { periods } = await read(`volume?exerciseId=${squat}`);
    expect(periods).to.deep.equal([{ startsOn: '2026-05-04', sessions: 1, sets: 1, volume: 500 }]);
  });

  it('add up muscle groups, and say what belongs to none', async () => {
    const unlinked = { name: 'Something', mode: 'reps', sets: [{ reps: 10, weight: kg(5) }] };
    const linked = { exerciseId: squat, name: 'Squat', mode: 'reps', sets: [{ reps: 5, weight: kg(100) }] };
    await train('2026-05-04T17:00:00Z', [], { exercises: [linked, unlinked] });
    const { weeks } = await read('muscles');
    expect(weeks).to.deep.equal([
      {
        startsOn: '2026-05-04',
        muscles: [{ id: 1, name: weeks[0].muscles[0].name, sets: 1, volume: 500 }],
        unassigned: { sets: 1, volume: 50 },
      },
    ]);
    expect((await athlete.delete(`/exercises/${squat}`)).status).to.equal(204);
    expect((await read('muscles')).weeks[0]).to.deep.include({ muscles: [], unassigned: { sets: 2, volume: 550 } });
  });

  it('count the weeks of a streak up to the week in which it is today for the athlete', async () => {
    const set = [{ reps: 5, weight: kg(100) }];
    for (const monday of ['11', '18', '25']) await train(`2026-05-${monday}T17:00:00Z`, set);
    const aborted = await athlete.post('/training-sessions', {
      timezone: 'Europe/Berlin',
      startedAt: '2026-05-05T10:00:00Z',
    });
    await athlete.post(`/training-sessions/${aborted.json.id}/abort`, {});
    const run = { weeks: 3, since: '2026-05-11' };
    expect(await read('streak')).to.deep.equal({
      ...{ today: '2026-05-31', current: run, longest: run },
      week: { startsOn: '2026-05-25', sessions: 1, sets: 1, volume: 500, needed: 1 },
    });
    await athlete.patch('/profile', { timezone: 'Pacific/Auckland' });
    expect(await read('streak')).to.deep.include({ today: '2026-06-01', current: run });
    expect((await read('streak?timezone=America/Los_Angeles')).today).to.equal('2026-05-31');
  });

  it('need as many sessions for a week of a streak as the plan has in it', async () => {
    const units = [
      { name: 'Day A', day: 1 },
      { name: 'Day B', day: 3 },
    ];
    const plan = await athlete.post('/training-plans', {
      name: 'Two days',
      difficulty: 'beginner',
      weeks: 1,
      repeats: 6,
      units,
    });
    await athlete.post(`/training-plans/${plan.json.id}/start`, { startsOn: '2026-05-18' });
    const set = [{ reps: 5, weight: kg(100) }];
    for (const date of ['11', '18', '25', '26']) await train(`2026-05-${date}T17:00:00Z`, set);
    const run = { weeks: 1, since: '2026-05-25' };
    expect(await read('streak')).to.deep.include({ current: run, longest: { weeks: 1, since: '2026-05-11' } });
    await train('2026-05-20T17:00:00Z', set);
    const { current, week } = await read('streak');
    expect([current, week.needed]).to.deep.equal([{ weeks: 3, since: '2026-05-11' }, 2]);
    const json = await read('dashboard');
    expect([json.streak.current, json.week.needed]).to.deep.equal([current, 2]);
  });

  it('have no compliance without a plan', async () => {
    await train('2026-05-30T17:00:00Z', [{ reps: 5, weight: kg(100) }]);
    const { windows, weeks } = await read('compliance');
    expect(weeks).to.deep.equal([]);
    expect(windows.map(({ days, from, to, rate }: typeof windows) => [days, from, to, rate])).to.deep.equal([
      [7, '2026-05-25', '2026-05-31', null],
      [30, '2026-05-02', '2026-05-31', null],
      [90, '2026-03-03', '2026-05-31', null],
    ]);
  });

  it('fill a dashboard by one request', async () => {
    await train('2026-03-01T17:00:00Z', [{ reps: 5, weight: kg(100) }]);
    await train('2026-05-20T17:00:00Z', [{ reps: 5, weight: kg(100) }]);
    const { id } = await train('2026-05-27T17:00:00Z', [{ reps: 5, weight: kg(105) }]);
    const json = await read('dashboard');
    expect(json).to.include({ today: '2026-05-31', unit: 'kg', formula: 'epley' });
    expect(json.week).to.deep.include({ startsOn: '2026-05-25', sessions: 1, sets: 1, volume: 525, needed: 1 });
    expect(json.week.muscles).to.have.length(1);
    expect(json.streak.current).to.deep.equal({ weeks: 2, since: '2026-05-18' });
    const records = json.records.map(({ kind, value, previous, exerciseName }: typeof json) => [
      kind,
      value,
      previous,
      exerciseName,
    ]);
    expect(records).to.deep.equal([
      ['e1rm', 122.5, 116.667, 'Squat'],
      ['volume', 525, 500, 'Squat'],
    ]);
    expect(json.weeks).to.have.length(12);
    expect([json.weeks[0].startsOn, json.weeks[11]]).to.deep.equal([
      '2026-03-09',
      { startsOn: '2026-05-25', sessions: 1, sets: 1, volume: 525 },
    ]);
    expect(json.sessions).to.have.length(3);
    expect(json.sessions[0]).to.deep.include({ id, day: '2026-05-27', exercises: 1, sets: 1, volume: 525 });
    expect(json.compliance).to.have.length(3);
  });

  it('are empty for an athlete without sessions, and never those of others', async () => {
    await train('2026-05-20T17:00:00Z', [{ reps: 5, weight: kg(100) }]);
    const stranger = await the.person('stranger@example.com');
    const { json } = await stranger.get('/statistics/dashboard');
    expect(json).to.deep.include({
      records: [],
      sessions: [],
      streak: { current: { weeks: 0, since: null }, longest: { weeks: 0, since: null } },
    });
    expect((await stranger.get(`/statistics/exercises/${squat}/records`)).json.records).to.deep.equal([]);
    expect((await stranger.get(`/statistics/exercises/${unknown}`)).json).to.include({ sets: 0, sessions: 0 });
    problem(await the.anyone.get('/statistics/dashboard'), 401, 'not-signed-in');
  });

  it('name every parameter that breaks a rule', async () => {
    const broken = await athlete.get(
      `/statistics/exercises/${squat}?from=2026-02-30&to=x&unit=stone&formula=guess&more=1`,
    );
    expect(validationErrors(broken)).to.have.members([
      ...['value_error from', 'value_error to', 'enum unit', 'enum formula', 'extra_forbidden more'],
    ]);
    expect(validationErrors(await athlete.get('/statistics/volume?by=day&exerciseId=x'))).to.have.members([
      ...['enum by', 'uuid_parsing exerciseId'],
    ]);
    expect(validationErrors(await athlete.get('/statistics/streak?timezone=Mars'))).to.deep.equal([
      'value_error timezone',
    ]);
    expect(validationErrors(await athlete.get('/statistics/exercises/x'))).to.deep.equal(['uuid_parsing exerciseId']);
  });
});
