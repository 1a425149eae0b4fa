import { expect } from 'chai';
import fc from 'fast-check';
import { measurementKinds, unitsOfKind } from '../../src/events/measurement-values.ts';
import { samples } from '../support/samples.ts';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

type Measured = Readonly<{
  kind: string;
  value: number;
  unit: string;
  day: string;
  time: string | null;
  notes: string | null;
}>;

/** Any measurement that an athlete may type. */
const measured: fc.Arbitrary<Measured> = fc.constantFrom(...measurementKinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    unit: fc.constantFrom(...unitsOfKind(kind)),
    value: fc.oneof(
      fc.constant(61.23496995),
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 1e-6, max: 99.9, noNaN: true }),
    ),
    day: fc.constantFrom('1900-01-01', '2024-02-29', '2026-02-28'),
    time: fc.constantFrom(null, '00:00', '07:30', '23:59:59'),
    notes: fc.option(fc.string({ unit: 'grapheme', maxLength: 20 })),
  }),
);

describe('body measurements that are exported and imported again and again', () => {
  const the = useApp();
  let people = 0;
  const person = (): Promise<Client> => {
    people += 1;
    return the.person(`person${people}@example.com`);
  };
  const contentsOf = async (client: Client): Promise<Measured[]> =>
    (await client.get('/body-measurements?pageSize=100&sortOrder=asc')).json.items
      .map(({ kind, value, unit, day, time, notes }: Measured) => ({ kind, value, unit, day, time, notes }))
      .sort((a: Measured, b: Measured) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const importInto = async (client: Client, raw: string) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await client.ask('/imports?format=irontrack', { method: 'POST', raw, headers });
    expect([answer.status, answer.json.errors], answer.text).to.deep.equal([201, []]);
    return answer.json;
  };

  it('keep their numbers, units, days and notes: 180 lb stays 180 lb', () =>
    fc.assert(
      fc.asyncProperty(fc.array(measured, { minLength: 1, maxLength: 5 }), async (typed) => {
        let client = await person();
        const all = [
          { kind: 'body_weight', value: 180, unit: 'lb', day: '2026-02-28', time: null, notes: null },
          ...typed,
        ];
        for (const body of all) expect((await client.post('/body-measurements', body)).status).to.equal(201);
        const before = await contentsOf(client);
        expect(before).to.have.lengthOf(all.length);
        for (let trip = 0; trip < 3; trip += 1) {
          const next = await person();
          await importInto(next, (await client.get('/export')).text);
          expect(await contentsOf(next)).to.deep.equal(before);
          client = next;
        }
        expect(before).to.deep.include({ ...all[0] });
      }),
      samples(4),
    ));

  it('are removed when the import is undone, and added when the file comes again', async () => {
    const [from, to] = [await person(), await person()];
    await from.post('/body-measurements', { kind: 'waist', value: 80.5, unit: 'cm', day: '2026-02-28' });
    const file = (await from.get('/export')).text;
    const first = await importInto(to, file);
    expect(first.counts).to.include({ measurements: 1, measurementsAdded: 1 });
    expect((await importInto(to, file)).counts).to.include({ measurements: 1, measurementsAdded: 0 });
    expect((await to.delete(`/imports/${first.id}`)).status).to.equal(204);
    expect(await contentsOf(to)).to.deep.equal([]);
    expect((await importInto(to, file)).counts).to.include({ measurementsAdded: 1 });
    expect(await contentsOf(to)).to.deep.equal(await contentsOf(from));
  });

  it('change nothing in the account where they come from', async () => {
    const client = await person();
    const body = { kind: 'body_fat', value: 18.05, unit: '%', day: '2026-02-28' };
    const { json } = await client.post('/body-measurements', body);
    const file = (await client.get('/export')).text;
    await client.patch(`/body-measurements/${json.id}`, { value: 17 });
    expect((await importInto(client, file)).counts).to.include({ measurementsAdded: 0, measurementsUpdated: 0 });
    expect((await contentsOf(client)).map(({ value }) => value)).to.deep.equal([17]);
  });
});
