import { expect } from 'chai';
import type { AccountId, Instant } from '../../src/events/ids.ts';
import { isEnding } from '../../src/events/schemas.ts';
import { parseStream } from '../../src/events/streams.ts';
import { models } from '../../src/projections/models/all.ts';
import type { Reader, ReadModel } from '../../src/queries/consistency/reader.ts';
import { plainQueries } from '../../src/queries/read-models.ts';
import type { ListDocuments } from '../../src/queries/statements/plain-queries.ts';
import { examplesOf } from '../golden/examples.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { idFor, ownerId } from '../projections/support/training.ts';
import { useDatabase } from '../support/databases.ts';
import { createReadTables } from './support/read-tables.ts';
import { walk } from './support/walk.ts';

type Document = Readonly<{ id: string; createdAt: Instant; updatedAt: Instant } & Record<string, unknown>>;

const [owner, stranger] = [1, 2].map((number) => ownerId(number) as AccountId) as [AccountId, AccountId];
const requiredPosition = () => 0n;
const idOf = (number: number): string => idFor(7, number);
const numbers = [1, 2, 3] as const;
const [other, gone] = [4, 5] as const;

/** The first example with the kind of stream that the read model has rows for. */
function exampleOf({ projection }: ReadModel) {
  const model = models.find(({ name }) => name === projection);
  const [example] = examplesOf(model?.categories ?? new Set());
  if (!example) throw new Error(`There is no example for ${projection}`);
  // A name can lapse before the stream begins, in a stream that stays without a document.
  return { ...example, events: example.events.filter(({ type }) => type !== 'ClaimLapsed') };
}

/**
 * Fills the read model from its example: with a stream of a stranger, and with some of the owner, one of which has ended
 * if that is possible.
 */
async function createTables(model: ReadModel, db: Parameters<typeof createReadTables>[0]): Promise<Reader> {
  const { stream, events } = exampleOf(model);
  const { category, id } = parseStream(stream);
  const log = createMemoryLog();
  const append = (number: number, from: string, until = 1) =>
    log.append(
      ...events.slice(0, until).map(({ type, data }) => ({
        ...{ type, stream: `${category}-${idOf(number)}`, owner: from },
        data: JSON.parse(JSON.stringify(data).replaceAll(id, idOf(number))) as object,
        at: `2026-01-0${5 - number}T00:00:00.000000Z`,
      })),
    );
  for (const number of numbers) append(number, owner);
  append(other, stranger);
  if (isEnding(events.at(-1)?.type ?? '')) append(gone, owner, events.length);
  const { reader, project } = await createReadTables(db, log.all);
  await project();
  return reader;
}

for (const [name, query] of Object.entries(plainQueries)) {
  const { model, without } = query;
  describe(`the plain query ${name}`, () => {
    const database = useDatabase();
    let reader: Reader;
    before(async () => {
      reader = await createTables(model, database.db);
    });

    if (query.answers === 'document') {
      const get = (number: number, by: AccountId) =>
        query.ask(reader, { id: idOf(number) as never, owner: by, requiredPosition });

      it('answers the owner with the document and its revision', async () => {
        const found = await get(1, owner);
        expect(found?.revision).to.equal(0);
        expect(JSON.parse(found?.doc ?? '')).to.include({ id: idOf(1), revision: 0 });
      });

      it('answers null for a document of another account, one that was deleted, and an unknown one', async () => {
        for (const number of [other, gone, 9]) expect(await get(number, owner)).to.equal(null);
        expect(await get(1, stranger)).to.equal(null);
      });
      return;
    }

    const page = (change: Partial<ListDocuments<never>> = {}) =>
      query.ask(reader, {
        ...{ owner, requiredPosition, orderBy: query.orders[0] as never, sortOrder: 'asc', limit: 10, offset: 0 },
        ...change,
      });
    const bodyOf = async (change?: Partial<ListDocuments<never>>) =>
      JSON.parse((await page(change)).body) as { items: readonly Document[]; total: number };

    it('lists what the account has, each as it is alone but for the member that lists leave out', async () => {
      const { items, total } = await bodyOf();
      expect(total).to.equal(numbers.length);
      expect(items.map(({ id }) => id)).to.have.members(numbers.map(idOf));
      const alone = Object.values(plainQueries).find((each) => each.answers === 'document' && each.model === model);
      if (alone?.answers !== 'document') return;
      for (const item of items) {
        const found = await alone.ask(reader, { id: item.id as never, owner, requiredPosition });
        const document = JSON.parse(found?.doc ?? '');
        if (without !== null) expect(document).to.have.property(without);
        expect(item).to.deep.equal(
          Object.fromEntries(Object.entries(document).filter(([member]) => member !== without)),
        );
      }
    });

    for (const order of query.orders) {
      it(`sorts by ${order} in both directions, and continues after the last item of a page`, async () => {
        for (const sortOrder of ['asc', 'desc'] as const) {
          const change = { orderBy: order as never, sortOrder };
          const { items } = await bodyOf(change);
          const sorted = items.toSorted((a, b) =>
            `${a[order]} ${a.id}`.localeCompare(`${b[order]} ${b.id}`, 'en', { sensitivity: 'base' }),
          );
          expect(items).to.deep.equal(sortOrder === 'asc' ? sorted : sorted.toReversed());
          expect(await walk(1, (asked) => page({ ...change, ...asked }))).to.deep.equal(items.map(({ id }) => id));
        }
      });
    }

    it('filters by the time of the last change', async () => {
      const changed = (await bodyOf()).items.map(({ updatedAt }) => updatedAt).sort();
      expect((await bodyOf({ updatedAfter: changed[0] })).total).to.equal(3);
      expect((await bodyOf({ updatedAfter: changed[2] })).total).to.equal(1);
      expect((await bodyOf({ updatedAfter: '2999-01-01T00:00:00.000000Z' as Instant })).total).to.equal(0);
    });

    it('shows an account nothing of others', async () => {
      expect((await bodyOf({ owner: stranger })).items.map(({ id }) => id)).to.deep.equal([idOf(other)]);
    });
  });
}
