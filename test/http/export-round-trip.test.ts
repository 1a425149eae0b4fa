import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionDocument } from '../../src/documents/session.ts';
import { canonicalJson } from '../../src/events/json.ts';
import { histories } from '../imports/support/histories.ts';
import { variants } from '../imports/support/variants.ts';
import { samples } from '../support/samples.ts';
import { otherFiles } from './support/app-files.ts';
import { type Client, validationErrors } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

type Line = Readonly<{ kind: string; document: SessionDocument & Readonly<{ id: string; name: string }> }>;

/** A folder with files of real apps, which are not in the repository. */
const folder = process.env.IRONTRACK_TEST_DATA;

describe('a history that is exported and imported into an empty account', () => {
  const the = useApp();
  let people = 0;

  async function person(): Promise<Client> {
    people += 1;
    return the.person(`person${people}@example.com`);
  }
  const importInto = (client: Client, parameters: Readonly<Record<string, string>>, raw: string | Uint8Array) =>
    client.ask(`/imports?${new URLSearchParams(parameters)}`, {
      method: 'POST',
      raw,
      headers: { 'content-type': parameters.format === 'irontrack' ? 'application/x-ndjson' : 'text/csv' },
    });
  const linesOf = async (client: Client): Promise<Line[]> =>
    (await client.get('/export')).text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  /** The sessions, units and own exercises of an account without ids, import ids, revisions and times of changes. */
  async function contentsOf(client: Client) {
    const lines = await linesOf(client);
    const exercises = lines.flatMap(({ kind, document }) => (kind === 'exercise' ? [document] : []));
    const nameOf = new Map(exercises.map(({ id, name }) => [id, name]));
    const unitNames = new Map(
      lines.flatMap(({ kind, document }) => (kind === 'unit' ? [[document.id, document.name]] : [])),
    );
    const planNames = new Map(
      lines.flatMap(({ kind, document }) => (kind === 'plan' ? [[document.id, document.name]] : [])),
    );
    const partNames = new Map(
      lines.flatMap(({ kind, document }) =>
        kind === 'unit' ? document.exercises.map(({ id, order }) => [id as string, `${document.name} ${order}`]) : [],
      ),
    );
    const changing = new Set(['id', 'userId', 'importId', 'createdAt', 'updatedAt', 'createdBy']);
    const isArchived = (document: object) => 'archivedAt' in document && document.archivedAt !== null;
    const plain = (document: object) => {
      const text = JSON.stringify(document, (key, value) => {
        if (key === 'exerciseId' && nameOf.has(value)) return `own ${nameOf.get(value)}`;
        if (key === 'planId' && planNames.has(value)) return `own ${planNames.get(value)}`;
        if (key === 'unitId' && unitNames.has(value)) return `own ${unitNames.get(value)}`;
        if (key === 'unitExerciseId' && partNames.has(value)) return `own ${partNames.get(value)}`;
        // An id is a text; the number of an item in a reference list stays.
        return changing.has(key) && typeof value !== 'number' ? 0 : value;
      });
      return canonicalJson(JSON.parse(text));
    };
    const sessions = lines.flatMap(({ kind, document }) =>
      kind === 'session' ? [plain({ ...document, revision: 0 })] : [],
    );
    const templates = lines.flatMap(({ kind, document }) => {
      if (kind !== 'unit' && kind !== 'plan') return [];
      return [plain({ ...document, revision: 0, archivedAt: isArchived(document), copyOf: null })];
    });
    return {
      exercises: exercises.map((each) => plain({ ...each, revision: 0, archivedAt: isArchived(each) })).sort(),
      sessions: sessions.sort(),
      templates: templates.sort(),
      measurements: lines
        .flatMap(({ kind, document }) => (kind === 'measurement' ? [plain({ ...document, revision: 0 })] : []))
        .sort(),
      schedule: lines.flatMap(({ kind, document }) =>
        kind === 'schedule' ? [plain({ ...document, revision: 0 })] : [],
      ),
      profile: lines.flatMap(({ kind, document }) => (kind === 'profile' ? [plain({ ...document, revision: 0 })] : [])),
    };
  }

  async function expectSameAfterExport(from: Client): Promise<Client> {
    const to = await person();
    const { text } = await from.get('/export');
    const answer = await importInto(to, { format: 'irontrack' }, text);
    expect(answer.status, answer.text).to.equal(201);
    expect(answer.json.errors, answer.text.slice(0, 2_000)).to.deep.equal([]);
    const [before, after] = [await contentsOf(from), await contentsOf(to)];
    expect(after.exercises).to.deep.equal(before.exercises);
    expect(after.sessions).to.deep.equal(before.sessions);
    expect(after.templates).to.deep.equal(before.templates);
    expect(after.measurements).to.deep.equal(before.measurements);
    expect(after.profile).to.deep.equal(before.profile);
    expect(after.schedule).to.deep.equal(before.schedule);
    return to;
  }

  const sets = [
    { type: 'warm_up', reps: 5, weight: { value: 61.23496995, unit: 'kg' }, rir: 3, notes: 'line\nbreak' },
    { type: 'failure', reps: 3, weight: { value: -20, unit: 'lb' }, rpe: 9.5, performedAt: '2026-02-01T10:20:00Z' },
  ];

  async function createHistory(client: Client): Promise<void> {
    await the.app.addReferenceItems();
    const body = { name: 'My Row', primaryMuscles: [1], difficultyLevel: 'beginner', category: 'strength' };
    const own = await client.post('/exercises/user', { ...body, aliases: ['Row'], safety: 'Slow.', force: 'pull' });
    expect(own.status, own.text).to.equal(201);
    const archived = await client.post('/exercises/user', { ...body, name: 'My Old Row' });
    await client.post(`/exercises/${archived.json.id}/archive`);
    const exercises = [
      { exerciseId: own.json.id, name: 'Row as I call it', mode: 'reps', supersetGroup: 7, notes: 'wide', sets },
      {
        name: 'My Row',
        mode: 'time',
        supersetGroup: 7,
        sets: [{ seconds: 30.25, distance: { value: 1, unit: 'ft' } }],
      },
      { name: 'Nothing', mode: 'sets_only', sets: [{ notes: 'a' }] },
      { name: 'Empty', mode: 'reps', sets: [] },
    ];
    const start = { timezone: 'Asia/Kathmandu', startedAt: '2026-02-01T10:00:00.123456Z' };
    const whole = { ...start, name: '=cmd|1', notes: 'n', exercises, endedAt: '2026-02-01T11:00:00.000001Z' };
    expect((await client.post('/training-sessions', whole)).status).to.equal(201);
    const twin = await client.post('/training-sessions', { ...start, name: '=cmd|1' });
    await client.post(`/training-sessions/${twin.json.id}/abort`, { endedAt: '2026-02-01T10:30:00Z' });
    await client.post('/training-sessions', { timezone: 'UTC', startedAt: '2026-02-03T10:00:00Z' });
    await createUnits(client, own.json.id);
    await createMeasurements(client);
    await changeProfile(client, own.json.id);
  }

  /** Changes everything that a profile has. */
  async function changeProfile(client: Client, exerciseId: string): Promise<void> {
    const gear = { bar: 7.5, plates: [{ value: 1.25, pairs: 2 }, { value: 20 }], dumbbells: [8, 12.5], step: 2.5 };
    const preferences = { unit: 'lb', timezone: 'Asia/Kathmandu', firstDayOfWeek: 'sunday', e1rmFormula: 'brzycki' };
    expect((await client.patch('/profile', { ...preferences, gear: { kg: gear } })).status).to.equal(200);
    const max = { weight: { value: 225.5, unit: 'lb' }, setOn: '2026-02-28' };
    expect((await client.put(`/profile/training-maxes/${exerciseId}`, max)).status).to.equal(200);
  }

  /** Creates a unit with each kind of progression and target, and an archived copy of it. */
  async function createMeasurements(client: Client): Promise<void> {
    const day = '2026-02-01';
    for (const body of [
      { kind: 'body_weight', value: 180, unit: 'lb', day, time: '07:30', notes: 'line\nbreak' },
      { kind: 'body_weight', value: 61.23496995, unit: 'kg', day },
      { kind: 'body_fat', value: 18.05, unit: '%', day },
    ]) {
      expect((await client.post('/body-measurements', body)).status).to.equal(201);
    }
  }

  async function createUnits(client: Client, exerciseId: string): Promise<void> {
    const kg = (value: number) => ({ value, unit: 'kg' });
    const deload = { afterFailures: 3, percent: 12.5 };
    const raised = { increment: kg(2.5), deload };
    const reps = { reps: { min: 5, max: 8 } };
    const exercises = [
      { exerciseId, target: { ...reps, weight: kg(-12.25) }, progression: { type: 'linear', ...raised } },
      { name: 'A', mode: 'reps', target: { ...reps, rpe: 8.5 }, progression: { type: 'rpe', deload: null } },
      { name: 'B', mode: 'reps', target: { ...reps, percentOfTrainingMax: 72.5 }, progression: { type: 'fixed' } },
      { name: 'C', mode: 'reps', target: reps, sets: 4, progression: { type: 'double', ...raised, deload: null } },
      { name: 'D', mode: 'reps', progression: { type: 'percentage', weeks: [[{ percent: 65, reps: 5 }]], ...raised } },
      {
        ...{ name: 'E', mode: 'distance', target: { distance: { value: 1, unit: 'mi' }, seconds: 400.5 } },
        ...{ restSeconds: 90, supersetGroup: 2, loading: 'dumbbells', notes: 'slow' },
        alternatives: [{ exerciseId }, { name: 'F' }],
      },
    ];
    const unit = await client.post('/training-units', { name: 'Day A', description: '=1', exercises });
    expect(unit.status, unit.text).to.equal(201);
    const copy = await client.post(`/training-units/${unit.json.id}/copy`, { name: 'Day B' });
    await client.post(`/training-units/${copy.json.id}/archive`);
    await createPlans(client, [unit.json.id, copy.json.id]);
    const past = { startedAt: '2026-02-02T10:00:00Z', endedAt: '2026-02-02T11:00:00Z' };
    const done = await client.post('/training-sessions', { timezone: 'UTC', ...past, unitId: unit.json.id });
    expect(done.status, done.text).to.equal(201);
  }

  /** Creates a plan with two units, one of them twice, and an archived copy of it without a number of repeats. */
  async function createPlans(client: Client, [one, two]: readonly [string, string]): Promise<void> {
    const units = [
      ...[
        { unitId: one, day: 9 },
        { unitId: two, name: 'Light', day: 1 },
        { unitId: one, day: 1 },
      ],
      { name: 'Run', day: 3 },
    ];
    const facts = { name: 'Plan A', description: '=1', difficulty: 'expert', weeks: 2, repeats: 6 };
    const plan = await client.post('/training-plans', { ...facts, units });
    expect(plan.status, plan.text).to.equal(201);
    const copy = await client.post(`/training-plans/${plan.json.id}/copy`, { name: 'Plan B' });
    await client.patch(`/training-plans/${copy.json.id}`, { repeats: null });
    await client.post(`/training-plans/${copy.json.id}/archive`);
    await startPlan(client, plan.json.id);
  }

  /** Starts a plan, brings it forward, postpones it, and pauses it twice, once for more than a year. */
  async function startPlan(client: Client, planId: string): Promise<void> {
    const own = '/training-plans/current';
    for (const [path, body] of [
      [`/training-plans/${planId}/start`, { startsOn: '2026-03-02' }],
      [`${own}/shift`, { from: '2026-03-04', days: -1 }],
      [`${own}/shift`, { from: '2026-03-09', days: 2 }],
      [`${own}/pause`, { from: '2026-03-20' }],
      [`${own}/resume`, { on: '2027-06-01' }],
      [`${own}/pause`, { from: '2027-07-01' }],
    ] as const) {
      const { status, text } = await client.post(path, body);
      expect(status, text).to.equal(200);
    }
  }

  it('has equal documents, with own exercises, links, supersets, notes, all ends and zones', async () => {
    const from = await person();
    await createHistory(from);
    const to = await expectSameAfterExport(from);
    const { sessions, exercises, templates } = await contentsOf(to);
    expect([sessions.length, exercises.length, templates.length]).to.deep.equal([4, 2, 4]);
    expect((await to.get('/profile')).json.trainingMaxes).to.have.length(1);
    expect(templates.join()).to.include('own My Row').and.include('own Day A');
    expect(sessions.join()).to.include('own My Row');
  });

  it('changes nothing when it is imported again, or into the account where it comes from', async () => {
    const from = await person();
    await createHistory(from);
    const to = await expectSameAfterExport(from);
    for (const client of [from, to]) {
      const before = await contentsOf(client);
      const { text } = await (client === from ? from : to).get('/export');
      const { json } = await importInto(client, { format: 'irontrack' }, text);
      expect(json.counts).to.include({ sessions: 4, sessionsAdded: 0, sessionsUpdated: 0, rejected: 0 });
      expect(await contentsOf(client)).to.deep.equal(before);
    }
    const dryRun = await importInto(
      await person(),
      { format: 'irontrack', dryRun: 'true' },
      (await to.get('/export')).text,
    );
    expect(dryRun.json.counts).to.include({ sessionsAdded: 4, rejected: 0 });
  });

  it('never takes the sessions and exercises of another account for its own', async () => {
    const from = await person();
    await createHistory(from);
    const before = await linesOf(from);
    await expectSameAfterExport(from);
    expect((await linesOf(from)).slice(1)).to.deep.equal(before.slice(1));
  });

  for (const variant of variants) {
    it(`has equal documents after an import of ${variant.title}`, () =>
      fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const from = await person();
          const unit = variant.option === null ? {} : { unit: variant.option };
          const parameters = { format: variant.format, timezone: 'Europe/Berlin', ...unit };
          const { status } = await importInto(from, parameters, variant.write(history));
          expect(status).to.equal(201);
          await expectSameAfterExport(from);
        }),
        samples(3),
      ));
  }

  for (const [title, parameters, rows] of otherFiles) {
    it(`has equal documents after an import of ${title}`, async () => {
      const from = await person();
      const { status, json } = await importInto(from, { timezone: 'Europe/Berlin', ...parameters }, rows.join('\n'));
      expect(status).to.equal(201);
      expect(json.counts).to.include({ sessions: 2, rejected: 0 });
      await expectSameAfterExport(from);
    });
  }

  if (folder !== undefined) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) =>
      name.endsWith('.csv'),
    );
    for (const { parentPath, name } of files) {
      it(`has equal documents after an import of the file ${relative(folder, join(parentPath, name))}`, async () => {
        const size = 100_000_000;
        the.app.change({ config: { ...httpConfig, importMaxBytes: size, importDirectBytes: size } });
        const from = await person();
        const bytes = readFileSync(join(parentPath, name));
        const charset = name.includes('2022') ? { charset: 'iso-2022-jp' } : {};
        const statuses: number[] = [];
        for (const format of ['hevy', 'strong']) {
          const parameters = { format, timezone: 'Europe/Berlin', unit: 'kg', ...charset };
          statuses.push((await importInto(from, parameters, bytes)).status);
        }
        // A file in units that are not known is refused as a whole.
        const isImported = statuses.includes(201);
        expect(isImported || statuses.every((status) => status === 422), statuses.join()).to.equal(true);
        expect((await contentsOf(from)).sessions.length > 0).to.equal(isImported);
        await expectSameAfterExport(from);
      });
    }
  }

  it('is refused when it is another file, and without a time zone only in this format', async () => {
    const client = await person();
    const refused = async (raw: string, parameters: Readonly<Record<string, string>> = { format: 'irontrack' }) =>
      validationErrors(await importInto(client, parameters, raw));
    const header = (change: object) => JSON.stringify({ kind: 'export', format: 'irontrack', version: 1, ...change });
    for (const raw of ['', '[]', 'Date,Workout Name', header({ version: 2 }), header({ format: 'x' }), 'null', '\n']) {
      expect(await refused(raw), raw).to.deep.equal(['value_error file']);
    }
    expect(await refused('x', { format: 'strong', unit: 'kg' })).to.deep.equal(['missing timezone']);
  });

  it('imports what is readable, and reports every other line', async () => {
    const from = await person();
    await createHistory(from);
    const [header = '', , exercise = '', , profile = '', , , , unit = '', , plan = '', , schedule = '', ...sessions] = (
      await from.get('/export')
    ).text.split('\n');
    const [first = '', second = ''] = sessions;
    const broken = (line: string, change: object) => {
      const { kind, document } = JSON.parse(line);
      return JSON.stringify({ kind, document: { ...document, ...change } });
    };
    const lines = [
      header,
      broken(exercise, { primaryMuscles: [{ id: 999 }] }),
      '{"kind":"session"',
      '7',
      '{"kind":"session","document":null}',
      '{"kind":"future","document":{}}',
      broken(first, { timezone: 'Mars/Base' }),
      broken(first, { startedAt: '2026-02-30T00:00:00.000000Z' }),
      broken(first, { endedAt: null }),
      broken(first, { exercises: [{ name: 'x' }] }),
      broken(first, { name: 'x'.repeat(101) }),
      broken(first, { id: 'x' }),
      second,
      broken(unit, { exercises: [{ name: 'x' }] }),
      broken(unit, { name: '' }),
      broken(profile, { unit: 'stone' }),
      broken(profile, { gear: { kg: { bar: -1, plates: [], dumbbells: [], step: 1 }, lb: null } }),
      unit,
      broken(unit, { id: '01900000-0000-7000-8000-0000000000f2' }),
      broken(plan, { difficulty: 'mad' }),
      broken(plan, { weeks: 1 }),
      plan,
      broken(plan, { id: '01900000-0000-7000-8000-0000000000f3' }),
      broken(schedule, { startsOn: '2026-02-30' }),
      broken(schedule, { weeks: 0 }),
      schedule,
    ];
    const client = await person();
    const { status, json } = await importInto(client, { format: 'irontrack' }, lines.join('\n'));
    expect(status).to.equal(201);
    expect(json.counts).to.include({ sessions: 1, sessionsAdded: 1, rejected: 20 });
    const reported = json.errors.map(({ line }: { line: number }) => line);
    expect([...new Set(reported)].sort((a, b) => Number(a) - Number(b))).to.deep.equal([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19, 20, 21, 23, 24, 25, 26,
    ]);
    // The last unit and the last plan have names that the account has since the ones before.
    expect((await client.get('/training-units')).json.total).to.equal(1);
    const plans = (await client.get('/training-plans')).json.items;
    expect(plans).to.have.length(1);
    const started = (await client.get('/training-plans/current/schedule')).json;
    expect([started.planId, started.name]).to.deep.equal([plans[0].id, 'Plan A']);
    // The file has one of the two units, so the other one remains as a name.
    const { units } = (await client.get(`/training-plans/${plans[0].id}`)).json;
    expect(units.map(({ name, unitId }: Record<string, unknown>) => [name, unitId !== null])).to.deep.equal([
      ...[
        ['Light', false],
        ['Day A', true],
        ['Run', false],
        ['Day A', true],
      ],
    ]);
  });
});
