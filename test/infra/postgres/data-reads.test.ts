import { expect } from 'chai';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { createDataReads } from '../../../src/infra/postgres/data-reads.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import type { DataRead } from '../../../src/ports/data-reads.ts';
import { type ListDataReads, listDataReads } from '../../../src/queries/audit/list-data-reads.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { createReadTables } from '../../queries/support/read-tables.ts';
import { useDatabase } from '../../support/databases.ts';

const coach = ownerId(900) as AccountId;
const at = (time: string): Instant => `2026-03-01T${time}.000000Z` as Instant;

describe('the access log in Postgres', () => {
  const database = useDatabase();
  let tests = 0;
  let athlete = ownerId(901) as AccountId;
  beforeEach(() => {
    tests += 1;
    athlete = ownerId(901 + tests) as AccountId;
  });

  const reads = () => createDataReads(database.db);
  const readOf = (time: string, change: Partial<DataRead> = {}): DataRead => ({
    athlete,
    reader: { id: coach, capacity: 'coach', via: 'http', session: idFor(7, 1) as never },
    ...{ operation: 'getSessionOfAthlete', about: { kind: 'session', id: idFor(5, 1) }, at: at(time) },
    ...change,
  });
  const list = async (question: Partial<ListDataReads> = {}) => {
    const { reader } = await createReadTables(database.db, () => []);
    return listDataReads(reader, { athlete, limit: 20, offset: 0, sortOrder: 'desc', ...question });
  };
  const itemsIn = async (question: Partial<ListDataReads> = {}) => JSON.parse((await list(question)).body).items;

  it('counts the reads of a thing within an hour, from the first to the last, whatever their order', async () => {
    await Promise.all(['10:20:30', '10:05:00', '10:20:30'].map((time) => reads().record([readOf(time)])));
    await reads().record([readOf('10:50:00'), readOf('11:00:00')]);
    const [later, earlier] = await itemsIn();
    expect(later).to.include({ firstAt: at('11:00:00'), lastAt: at('11:00:00'), seconds: 0, reads: 1 });
    expect(earlier).to.deep.include({
      reader: { id: coach, capacity: 'coach', via: 'http', session: null },
      ...{ operation: 'getSessionOfAthlete', about: { kind: 'session', id: idFor(5, 1) } },
      ...{ lastAt: at('10:50:00'), reads: 4 },
    });
  });

  it('lists apart what differs in the reader, the capacity, the operation or the thing', async () => {
    await reads().record([
      readOf('10:00:00'),
      readOf('10:00:01', { about: null }),
      readOf('10:00:02', { operation: 'getAuditState' }),
      readOf('10:00:03', { reader: { id: athlete, capacity: 'self', via: 'http', session: idFor(7, 2) as never } }),
      readOf('10:00:04', { reader: { id: null, capacity: 'operator', via: 'cli', session: null } }),
      readOf('10:00:05', { athlete: coach }),
    ]);
    const items = await itemsIn();
    expect(items.map(({ reads: count }: { reads: number }) => count)).to.deep.equal([1, 1, 1, 1, 1]);
    expect(items[1].reader).to.deep.include({ id: athlete, session: idFor(7, 2) });
    expect(await itemsIn({ capacity: 'operator' })).to.deep.equal([items[0]]);
    expect(await itemsIn({ reader: coach })).to.have.length(3);
    expect(await itemsIn({ from: at('10:00:01'), to: at('10:00:03') })).to.deep.equal([items[2], items[3]]);
  });

  it('has pages that neither repeat nor skip a row when another one is added', async () => {
    for (const time of ['10:00:00', '11:00:00', '12:00:00']) await reads().record([readOf(time)]);
    const first = await list({ limit: 2 });
    await reads().record([readOf('13:00:00')]);
    const second = await list({ limit: 2, ...(first.next && { after: first.next }) });
    const times = [first, second].map(({ body }) =>
      JSON.parse(body).items.map(({ firstAt }: { firstAt: string }) => firstAt),
    );
    expect(times).to.deep.equal([[at('12:00:00'), at('11:00:00')], [at('10:00:00')]]);
  });

  it('keeps nothing of an erased athlete, and records nothing more', async () => {
    const keys = createKeyRing(database.db, Buffer.alloc(32, 1));
    await keys.create(athlete);
    await reads().record([readOf('10:00:00')]);
    await keys.destroy(athlete);
    await reads().forget(athlete);
    await reads().record([readOf('10:00:00'), readOf('10:00:00', { athlete: coach })]);
    expect(await itemsIn()).to.deep.equal([]);
    expect(await itemsIn({ athlete: coach })).to.have.length(1);
  });
});
