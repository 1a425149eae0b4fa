import { expect } from 'chai';
import fc from 'fast-check';
import type { AccountId } from '../../../src/events/ids.ts';
import { getMeasurementSeries } from '../../../src/queries/measurements/get-measurement-series.ts';
import { listLatestMeasurements } from '../../../src/queries/measurements/list-latest-measurements.ts';
import { type ListMeasurements, listMeasurements } from '../../../src/queries/measurements/list-measurements.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { samples } from '../../support/samples.ts';
import { createReadTables } from '../support/read-tables.ts';
import { walk } from '../support/walk.ts';

const [owner, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];
const usual = { owner, requiredPosition: () => 0n };

type Measured = Readonly<{ kind?: string; value?: string; unit?: string; day?: string; time?: string | null }>;

describe('queries for body measurements', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  let made = 0;

  beforeEach(async () => {
    made = 0;
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  /** Records measurements; the last digits of their ids count them from 1. */
  function record(by: AccountId, ...all: readonly Measured[]): void {
    for (const change of all) {
      made += 1;
      const measurementId = idFor(8, made);
      const usualContent = { kind: 'body_weight', value: '80', unit: 'kg', day: '2026-01-01', time: null, notes: null };
      const data = { measurementId, userId: by, importId: null, personal: { ...usualContent, ...change } };
      log.append({ type: 'MeasurementRecorded', data, stream: `measurement-${measurementId}`, owner: by });
    }
  }
  const numbersOf = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id.slice(-6)));
  const pageOf = (question: Partial<ListMeasurements> = {}) =>
    listMeasurements(tables.reader, { ...usual, sortOrder: 'desc', limit: 20, offset: 0, ...question });
  const list = async (question: Partial<ListMeasurements> = {}) =>
    numbersOf(JSON.parse((await pageOf(question)).body).items);
  const series = async (question: Partial<Parameters<typeof getMeasurementSeries>[1]> = {}) => {
    const asked = { ...usual, kind: 'body_weight', unit: 'kg', limit: 100, ...question } as const;
    return JSON.parse(await getMeasurementSeries(tables.reader, asked));
  };

  it('list measurements by day and time, with filters, pages and nothing of others', async () => {
    record(owner, { day: '2026-01-02', time: '21:00' }, { day: '2026-01-02' }, { day: '2025-12-31', time: '07:30:15' });
    record(owner, { day: '2026-01-02', time: '07:30' }, { kind: 'waist', unit: 'cm', day: '2026-01-03' });
    record(stranger, { day: '2026-01-02' });
    log.append({ type: 'MeasurementRemoved', data: {}, stream: `measurement-${idFor(8, 2)}`, owner });
    await tables.project();
    expect(await list()).to.deep.equal([5, 1, 4, 3]);
    expect(await list({ sortOrder: 'asc', kind: 'body_weight' })).to.deep.equal([3, 4, 1]);
    expect(await list({ from: '2026-01-02', to: '2026-01-02' })).to.deep.equal([1, 4]);
    expect(await list({ to: '2025-12-31' })).to.deep.equal([3]);
    expect(await list({ owner: stranger })).to.deep.equal([6]);
    for (const limit of [1, 2, 3]) {
      expect(
        numbersOf((await walk(limit, (page) => pageOf({ ...page, sortOrder: 'desc' }))).map((id) => ({ id }))),
      ).to.deep.equal([5, 1, 4, 3]);
    }
  });

  it('find the latest measurement of each kind, in the order of the kinds', async () => {
    record(owner, { kind: 'waist', unit: 'cm' }, { day: '2026-01-05', time: '07:00' }, { day: '2026-01-05' });
    record(owner, { kind: 'waist', unit: 'in', day: '2026-02-01' }, { day: '2025-01-01' });
    record(stranger, { day: '2026-03-01' });
    await tables.project();
    const { items } = JSON.parse(await listLatestMeasurements(tables.reader, usual));
    expect(numbersOf(items)).to.deep.equal([2, 4]);
    const none = await listLatestMeasurements(tables.reader, { ...usual, owner: ownerId(3) as AccountId });
    expect(JSON.parse(none)).to.deep.equal({ items: [] });
  });

  it('convert the points of a series exactly, and keep what was typed in the asked unit', async () => {
    record(owner, { value: '180', unit: 'lb', day: '2026-01-02', time: '07:30' }, { value: '61.23496995' });
    record(owner, { kind: 'waist', value: '30', unit: 'in' }, { kind: 'waist', value: '76.2', unit: 'cm' });
    record(owner, { kind: 'body_fat', value: '18.5', unit: '%' });
    await tables.project();
    const valuesOf = async (question: Parameters<typeof series>[0]) =>
      (await series(question)).points.map(({ value }: { value: number }) => value);
    expect(await valuesOf({ unit: 'kg' })).to.deep.equal([61.23496995, 81.6466266]);
    expect(await valuesOf({ unit: 'lb' })).to.deep.equal([135, 180]);
    expect(await valuesOf({ kind: 'waist', unit: 'cm' })).to.deep.equal([76.2, 76.2]);
    expect(await valuesOf({ kind: 'waist', unit: 'in' })).to.deep.equal([30, 30]);
    expect(await valuesOf({ kind: 'body_fat', unit: '%' })).to.deep.equal([18.5]);
    expect((await series()).points.at(-1)).to.deep.equal({
      ...{ id: idFor(8, 1), day: '2026-01-02', time: '07:30', value: 81.6466266 },
    });
  });

  it('return the newest points of a series within a range, and say when older ones are left out', async () => {
    record(owner, { day: '2026-01-01' }, { day: '2026-01-02' }, { day: '2026-01-03' });
    await tables.project();
    const answer = await series({ limit: 2 });
    expect([numbersOf(answer.points), answer.isComplete]).to.deep.equal([[2, 3], false]);
    const whole = await series({ limit: 2, from: '2026-01-01', to: '2026-01-02' });
    expect([numbersOf(whole.points), whole.isComplete]).to.deep.equal([[1, 2], true]);
    expect(await series({ from: '2027-01-01' })).to.deep.include({ points: [], isComplete: true });
  });

  it('give back every number that may be typed', async () => {
    const numbers = fc.sample(fc.double({ min: 1e-9, max: 9_999.999, noNaN: true }), samples(60));
    record(owner, ...numbers.map((value) => ({ value: String(value), unit: 'lb' })));
    await tables.project();
    const { points } = await series({ unit: 'lb' });
    const given = new Map(points.map(({ id, value }: { id: string; value: number }) => [id, value]));
    expect(numbers.map((_, at) => given.get(idFor(8, at + 1)))).to.deep.equal(numbers);
  });
});
