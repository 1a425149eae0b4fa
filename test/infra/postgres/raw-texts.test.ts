import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { newDatabase } from '../../support/databases.ts';

describe('texts as bytes', () => {
  const row = z.object({ bytes: z.custom<Buffer>(Buffer.isBuffer), text: z.string() });
  let db: DatabasePool;

  before(async () => {
    db = await connectPostgres(await newDatabase(), { max: 1 });
  });
  after(() => db.end());

  it('reads varchar as bytes, and every other type as before', async () => {
    const row = await db.one(
      sql.unsafe`SELECT 'é'::varchar AS bytes, ''::varchar AS empty, null::varchar AS none, 'é' AS text, 7 AS number`,
    );
    expect(row).to.deep.equal({
      ...{ bytes: Buffer.from('é'), empty: Buffer.alloc(0), none: null },
      ...{ text: 'é', number: 7 },
    });
    expect(await db.one(sql.unsafe`SELECT 'é' AS text, null AS none`)).to.deep.equal({ text: 'é', none: null });
  });

  it('keeps the bytes of all rows, however the answer is cut into pieces', async () => {
    // An answer arrives in pieces of 64 KiB. Some of these values are in several pieces, and some are in one with others.
    const lengths = Array.from({ length: 60 }, (_, at) => [1, 900, 5_000, 66_000, 200_000][at % 5] ?? 0);
    const rows = await db.any(sql.type(row)`
      SELECT repeat(chr(65 + place::int4 % 26), length)::varchar AS bytes, place::text AS text
      FROM unnest(${sql.array(lengths, 'int4')}) WITH ORDINALITY AS lengths (length, place) ORDER BY place`);
    const expected = lengths.map((length, at) => ({
      bytes: String.fromCharCode(65 + ((at + 1) % 26)).repeat(length),
      text: String(at + 1),
    }));
    expect(rows.map(({ bytes, text }) => ({ bytes: String(bytes), text }))).to.deep.equal(expected);
  });
});
