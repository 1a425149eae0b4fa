import { expect } from 'chai';
import { validationErrors } from './support/client.ts';
import { importInto } from './support/round-trips.ts';
import { useApp } from './support/use-app.ts';
import { createHistory } from './support/whole-history.ts';

describe('an exported history with defects', () => {
  const the = useApp();

  it('is refused when it is another file, and without a time zone only in this format', async () => {
    const client = await the.person();
    const refused = async (raw: string, parameters: Readonly<Record<string, string>> = { format: 'irontrack' }) =>
      validationErrors(await importInto(client, parameters, raw));
    const header = (change: object) => JSON.stringify({ kind: 'export', format: 'irontrack', version: 1, ...change });
    for (const raw of ['', '[]', 'Date,Workout Name', header({ version: 2 }), header({ format: 'x' }), 'null', '\n']) {
      expect(await refused(raw), raw).to.deep.equal(['value_error file']);
    }
    expect(await refused('x', { format: 'strong', unit: 'kg' })).to.deep.equal(['missing timezone']);
  });

  it('imports what is readable, and reports every other line', async () => {
    const from = await the.person('from@example.com');
    await createHistory(the.app, from);
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
    const client = await the.person();
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
