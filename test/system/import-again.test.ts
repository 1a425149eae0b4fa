import { expect } from 'chai';
import type { SessionDocument } from '../../src/documents/session.ts';
import type { Client } from '../http/support/client.ts';
import type { AnyExercise, AnySession } from '../imports/support/histories.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { contentsOf, counted, expected, historyOf, workout } from './support/history.ts';
import {
  argumentsOf,
  imported,
  parametersOf,
  runImport,
  sendCsv,
  sendForm,
  sessionsOf,
  variant,
  zone,
} from './support/imports.ts';
import { logOf } from './support/log.ts';

const strong = variant('Strong with semicolons and units in its rows');
const parameters = parametersOf(strong);
const hevy = variant('Hevy in kg and km');

const legs = (...exercises: AnyExercise[]): AnySession => workout('02-01', 'Legs', ...exercises);
const squat = counted('Squat', [100, 5], [105, 5], [110, 3]);
const lunge = counted('Lunge', [20, 12], [20, 12]);
const arms = workout('02-03', 'Arms', counted('Curl', [12.5, 10]));

describe('an export that is imported again', () => {
  const suite = useSystems();
  let system: System;
  let email: string;
  let athlete: Client;
  let athletes = 0;
  before(async () => {
    system = await sharedSystem();
  });
  beforeEach(async () => {
    athletes += 1;
    email = `imported-again-${athletes}@example.com`;
    athlete = await system.client(email);
  });

  const importHistory = (history: readonly AnySession[]) => imported(athlete, strong.write(history), parameters);
  const contents = async () => (await sessionsOf(athlete)).map(contentsOf);
  const shouldBe = (history: readonly AnySession[]) => expected(history, strong, zone);
  const only = async (): Promise<SessionDocument> => {
    const [session, ...others] = await sessionsOf(athlete);
    if (!session || others.length > 0) throw new Error('There is not exactly one session');
    return session;
  };

  it('importing an unchanged export again writes nothing, by command line and by both kinds of upload', async () => {
    const csv = hevy.write(historyOf(4_100, 60));
    const first = await sendForm(athlete, csv, parametersOf(hevy));
    expect(first.status).to.equal(201);
    const [sessions, log] = [await sessionsOf(athlete), await logOf(system.dataDir)];

    const byForm = await sendForm(athlete, csv, parametersOf(hevy));
    const byBody = await sendCsv(athlete, csv, parametersOf(hevy));
    const byCommand = await runImport(suite, system, csv, argumentsOf(email, parametersOf(hevy)));
    for (const report of [byForm.json, byBody.json, JSON.parse(byCommand.stdout)]) {
      const { sets } = report.counts;
      expect(report.id).to.equal(first.json.id);
      expect(report.counts).to.deep.include({ sets, unchanged: sets, added: 0, updated: 0, removed: 0, sessions: 60 });
    }
    expect(await logOf(system.dataDir)).to.deep.equal(log);
    expect(await sessionsOf(athlete)).to.deep.equal(sessions);
  });

  const changes: [string, AnySession, object][] = [
    ['a corrected set', legs(counted('Squat', [100, 5], [107.5, 4], [110, 3]), lunge), { updated: 1 }],
    ['an added set', legs(counted('Squat', [60, 8], [100, 5], [105, 5], [110, 3]), lunge), { added: 1 }],
    ['a removed set', legs(counted('Squat', [100, 5], [110, 3]), lunge), { removed: 1 }],
    ['an added exercise', legs(squat, counted('Leg Press', [150, 12]), lunge), { added: 1 }],
    ['a removed exercise', legs(lunge), { removed: 3 }],
    ['a new name', { ...legs(squat, lunge), name: 'Leg day' }, {}],
    ['a note on the workout', { ...legs(squat, lunge), notes: 'Slept badly' }, {}],
    ['a note on an exercise', legs({ ...squat, notes: 'Belt' }, lunge), {}],
    ['a new end', { ...legs(squat, lunge), minutes: 75 }, {}],
  ];
  for (const [change, changed, counts] of changes) {
    it(`importing an export again with ${change} applies that change and nothing else`, async () => {
      await importHistory([legs(squat, lunge), arms]);
      const [before, untouched] = await sessionsOf(athlete);
      const report = await importHistory([changed, arms]);
      const nothing = {
        sessions: 2,
        sessionsAdded: 0,
        sessionsUpdated: 1,
        added: 0,
        updated: 0,
        removed: 0,
        rejected: 0,
      };
      expect(report.counts).to.include({ ...nothing, ...counts });
      expect(await contents()).to.deep.equal(shouldBe([changed, arms]));
      const [after, still] = await sessionsOf(athlete);
      expect(after?.id).to.equal(before?.id);
      expect(still).to.deep.equal(untouched);
    });
  }

  it('importing an export again keeps what the athlete has corrected by hand', async () => {
    await importHistory([legs(squat, lunge)]);
    const { id, exercises } = await only();
    const [entry, second] = exercises;
    const set = `/training-sessions/${id}/exercises/${entry?.id}/sets/${entry?.sets[0]?.id}`;
    const last = `/training-sessions/${id}/exercises/${second?.id}`;
    const byHand = [
      await athlete.patch(set, { weight: { value: 220.5, unit: 'lb' }, rpe: 9 }),
      await athlete.patch(`/training-sessions/${id}`, { notes: 'By hand' }),
      await athlete.post(`${last}/sets`, { reps: 30 }),
    ];
    expect(byHand.map(({ status }) => status)).to.deep.equal([200, 200, 201]);
    const report = await importHistory([legs(counted('Squat', [100, 5], [105, 5], [110, 4]), lunge), arms]);
    expect(report.counts).to.include({ added: 1, updated: 1, removed: 0, sessionsAdded: 1, sessionsUpdated: 1 });
    const [session] = await sessionsOf(athlete);
    expect(session?.notes).to.equal('By hand');
    const rows = session?.exercises.map(({ sets }) => sets.map(({ weight, reps, rpe }) => [weight?.value, reps, rpe]));
    expect(rows).to.deep.equal([
      [
        [220.5, 5, 9],
        [105, 5, null],
        [110, 4, null],
      ],
      [
        [20, 12, null],
        [20, 12, null],
        [undefined, 30, null],
      ],
    ]);
  });

  it('undoing an import removes its sessions, and importing the export again restores them', async () => {
    const history = [legs(squat, lunge), arms];
    const { id } = await importHistory(history);
    const undone = await system.cli('imports', 'undo', email, `${id}`);
    expect([undone.code, undone.stdout], undone.stderr).to.deep.equal([0, '']);
    expect(await sessionsOf(athlete)).to.deep.equal([]);
    expect((await athlete.get(`/imports/${id}`)).json.status).to.equal('undone');

    const log = await logOf(system.dataDir);
    const again = await system.cli('imports', 'undo', email, `${id}`);
    expect(again.code).to.equal(0);
    expect(await logOf(system.dataDir)).to.deep.equal(log);

    expect((await importHistory(history)).id).not.to.equal(id);
    expect(await contents()).to.deep.equal(shouldBe(history));
    const listed = await system.cli('imports', 'list', '--json', email);
    const statuses = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status);
    expect(statuses).to.deep.equal(['completed', 'undone']);
  });

  it('an exercise without a link is reported with guesses, linked by one command, and stays linked', async () => {
    const history = [
      legs(counted('Squat Cellar', [100, 5])),
      workout('02-03', 'More', counted('Squat Cellar', [90, 5])),
    ];
    const { unlinked } = await importHistory(history);
    expect(unlinked.map(({ name, sets }) => [name, sets])).to.deep.equal([['Squat Cellar', 2]]);
    const linkAll = () => system.cli('imports', 'link', email, 'Squat Cellar', 'squat-barbell');
    const linked = await linkAll();
    expect([linked.code, linked.stderr]).to.deep.equal([0, '2 exercises in 2 sessions are linked.\n']);
    const slug = await athlete.get('/exercises/criteria/?slug=squat-barbell');
    const links = async () => (await sessionsOf(athlete)).map(({ exercises }) => exercises[0]?.exerciseId);
    expect(await links()).to.deep.equal([slug.json.id, slug.json.id]);
    expect((await linkAll()).stderr).to.equal('0 exercises in 0 sessions are linked.\n');
    await importHistory(history);
    expect(await links()).to.deep.equal([slug.json.id, slug.json.id]);
    const unknown = await system.cli('imports', 'link', email, 'Squat Cellar', 'no-such-slug');
    expect([unknown.code, unknown.stderr]).to.deep.equal([1, 'The catalogue has no exercise no-such-slug.\n']);
  });

  it('undoing the import of a changed export restores the earlier state', async () => {
    await importHistory([legs(squat, lunge)]);
    const { id } = await importHistory([
      legs(counted('Squat', [100, 5], [107.5, 4]), counted('Leg Press', [150, 12]), lunge),
      arms,
    ]);
    expect((await athlete.delete(`/imports/${id}`)).status).to.equal(204);
    expect(await contents()).to.deep.equal(shouldBe([legs(squat, lunge)]));
  });

  it('a dry run compares the export and writes nothing', async () => {
    await importHistory([legs(squat, lunge)]);
    const [sessions, log] = [await sessionsOf(athlete), await logOf(system.dataDir)];
    const csv = strong.write([legs(counted('Squat', [100, 5], [105, 6], [110, 3]), lunge), arms]);
    const counts = { added: 1, updated: 1, sessionsAdded: 1, sessionsUpdated: 1 };
    const byCommand = await runImport(suite, system, csv, [...argumentsOf(email, parameters), '--dry-run']);
    expect(byCommand.code).to.equal(0);
    const byForm = await sendForm(athlete, csv, { ...parameters, dryRun: 'true' });
    expect(byForm.status).to.equal(200);
    for (const report of [JSON.parse(byCommand.stdout), byForm.json]) expect(report.counts).to.include(counts);
    expect(await logOf(system.dataDir)).to.deep.equal(log);
    expect(await sessionsOf(athlete)).to.deep.equal(sessions);
  });

  it('an import reports every bad row with its line and a reason, and imports the other rows', async () => {
    const [header = '', ...rows] = strong.write([legs(squat, lunge), arms]).split('\r\n');
    const bad = [
      rows[1]?.replace(';100;', ';heavy;') ?? '',
      rows[1]?.replaceAll('2024-02-01', '2024-02-31') ?? '',
      '2024-02-01 18:30:00;Legs',
    ];
    const csv = [header, bad[0], ...rows.slice(0, 3), bad[1], bad[2], ...rows.slice(3)].join('\r\n');
    const { code, stdout, stderr } = await runImport(suite, system, csv, argumentsOf(email, parameters));
    expect(code).to.equal(0);
    const { counts, errors } = JSON.parse(stdout);
    expect(counts).to.include({ sets: 6, added: 6, rejected: 3 });
    expect(errors.map(({ line }: { line: number }) => line)).to.deep.equal([2, 6, 7]);
    for (const { line, reason } of errors) expect(stderr).to.contain(`line ${line}: ${reason}`);
    expect(errors[0].reason).to.contain('heavy');
    expect(errors[1].reason).to.contain('2024-02-31');
    expect(await contents()).to.deep.equal(shouldBe([legs(squat, lunge), arms]));
  });
});
