import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { sql } from 'slonik';
import { SignedEventsMissing } from '../../../src/infra/tree-heads/sign-log.ts';
import { useSignedLog } from './support/signed-log.ts';

const [a, b] = ['exercise-01900000-0000-7000-8000-00000000000a', 'exercise-01900000-0000-7000-8000-00000000000b'];

/** The id and the position of an event, as the file of the log has them. */
type Place = Readonly<{ id: string; position: number }>;

describe('verifying a log whose heads are signed', () => {
  const the = useSignedLog();
  const of = (stream: string, revision: number) =>
    `stream = (SELECT id FROM streams WHERE name = '${stream}') AND revision = ${revision}`;
  /** Reads the place of an event in the event store's file, while the event store does not run. */
  async function placeOf(stream: string, revision: number): Promise<Place> {
    let place: Place | undefined;
    await the.whileClosed(() => {
      const db = new DatabaseSync(the.logFile());
      place = db.prepare(`SELECT id, position FROM events WHERE ${of(stream, revision)}`).get() as Place;
      db.close();
    });
    if (!place) throw new Error('no event');
    return place;
  }
  const first = async () => {
    const { events, others } = await the.verify();
    const [problem] = events;
    return {
      ...(problem && { ...problem, position: Number(problem.position) }),
      others: others.map(({ kind }) => kind),
    };
  };
  const problem = (what: string, stream: string, revision: number, { id, position }: Place, others: string[] = []) => ({
    ...{ kind: 'event', what, stream, revision, position, event: id, others },
  });

  beforeEach(async () => {
    await the.append(a, 3);
    await the.append(b, 2);
    await the.sign();
    await the.append(a, 2);
    await the.append(b, 1);
    await the.sign();
  });

  it('finds nothing wrong in an intact log, also when events have not been signed yet', async () => {
    await the.append(b, 2);
    expect(await the.verify()).to.deep.equal({ events: [], others: [], restores: [] });
  });

  it('names an event of which one byte was changed', async () => {
    const place = await placeOf(a, 1);
    await the.damage(
      `UPDATE events SET data = CAST(replace(CAST(data AS TEXT), 'email', 'emall') AS BLOB), checksum = NULL WHERE ${of(a, 1)}`,
    );
    expect(await first()).to.deep.equal(problem('foreign', a, 1, place));
  });

  it('names the event after one that was removed, and a removed one that was signed', async () => {
    const [next, removed] = [await placeOf(a, 2), await placeOf(b, 1)];
    await the.damage(`DELETE FROM events WHERE ${of(a, 1)}`);
    expect(await first()).to.deep.equal(problem('gap', a, 2, next));
    await the.damage(`DELETE FROM events WHERE ${of(b, 1)}`);
    const { events } = await the.verify();
    expect(events.map(({ what, event }) => [what, event]).slice(0, 3)).to.deep.equal([
      ['gap', next.id],
      ['missing', removed.id],
      ['gap', (await placeOf(b, 2)).id],
    ]);
  });

  it('names the first of two events that were swapped', async () => {
    const other = await placeOf(a, 2);
    const [one, two] = [of(a, 1), of(a, 2)];
    await the.damage(
      'CREATE TEMP TABLE swapped AS SELECT * FROM events WHERE FALSE',
      `INSERT INTO swapped SELECT * FROM events WHERE ${one}`,
      `UPDATE events SET (id, data, metadata, checksum) = (SELECT id, data, metadata, NULL FROM events WHERE ${two}) WHERE ${one}`,
      `UPDATE events SET (id, data, metadata, checksum) = (SELECT id, data, metadata, NULL FROM swapped) WHERE ${two}`,
    );
    const { events } = await the.verify();
    expect(events.slice(0, 2).map(({ what, stream, revision }) => [what, stream, revision])).to.deep.equal([
      ['foreign', a, 1],
      ['foreign', a, 2],
    ]);
    expect(events[0]?.event).to.equal(other.id);
  });

  it('names the first signed event of a tail that was cut off, and signs nothing more', async () => {
    const [cutFrom, lastOfA] = [await placeOf(a, 3), await placeOf(a, 4)];
    await the.damage(`DELETE FROM events WHERE position >= ${cutFrom.position}`);
    expect(await first()).to.deep.equal(problem('missing', a, 4, lastOfA));
    const refusal = await the.sign().catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(SignedEventsMissing);
  });

  it('names the first event that is missing in a log and a database that were both restored to yesterday', async () => {
    const [log, tables] = [`${the.logFile()}.yesterday`, await readTables()];
    await the.whileClosed(() => copyFileSync(the.logFile(), log));
    await the.append(a, 2);
    await the.append(b, 1);
    await the.sign();
    const missing = await placeOf(a, 6);
    await the.whileClosed(() => {
      for (const suffix of ['-wal', '-shm']) rmSync(`${the.logFile()}${suffix}`, { force: true });
      copyFileSync(log, the.logFile());
    });
    await writeTables(tables);
    expect(await first()).to.deep.equal(problem('missing', a, 6, missing, ['database-is-older']));
    expect(await the.sign().catch((error: unknown) => error)).to.be.instanceOf(SignedEventsMissing);

    await the.signLogNow()({ restored: 'The disk was broken' });
    const after = await the.verify();
    expect(after).to.deep.equal({ events: [], others: [], restores: ['The disk was broken'] });
  });

  it('finds nothing wrong after the database alone was restored, and signs what it has lost again', async () => {
    const tables = await readTables();
    await the.append(a, 2);
    await the.sign();
    await writeTables(tables);
    const { signed } = await the.sign();
    expect(signed?.treeHead.number).to.equal(4);
    expect(await the.verify()).to.deep.equal({ events: [], others: [], restores: [] });
  });

  it('finds a cut-off tail on a machine without the file, and fills a new file', async () => {
    const place = await placeOf(b, 2);
    rmSync(the.file());
    await the.append(a, 1);
    await the.sign();
    expect(await the.verify()).to.deep.equal({ events: [], others: [], restores: [] });
    rmSync(the.file());
    await the.damage(`DELETE FROM events WHERE ${of(b, 2)}`);
    expect(await first()).to.deep.equal(problem('missing', b, 2, place));
  });

  it('finds heads that were changed in the database, and records that were changed or removed in the file', async () => {
    await the.database.db.query(sql.unsafe`UPDATE stream_heads SET revision = 3 WHERE stream = ${a}`);
    const lines = readFileSync(the.file(), 'utf8').split('\n');
    expect((await the.verify()).others.map(({ kind }) => kind)).to.deep.equal(['stored-heads']);
    writeFileSync(the.file(), lines.map((line) => line.replace(`${b} 1 `, `${b} 0 `)).join('\n'));
    expect((await the.verify()).others).to.deep.include({ kind: 'file', what: 'changed', record: 1 });
    writeFileSync(the.file(), lines.slice(lines.findIndex((line) => line.startsWith('{')) + 1).join('\n'));
    expect((await the.verify()).others).to.deep.include({ kind: 'file', what: 'missing', record: 1 });
  });

  it('goes on after a part of a record that a crash has left in the file', async () => {
    writeFileSync(the.file(), `${readFileSync(the.file(), 'utf8')}${a} 9 ${'0'.repeat(64)} 12\n{"after":`);
    await the.append(a);
    await the.sign();
    expect(await the.verify()).to.deep.equal({ events: [], others: [], restores: [] });
  });

  it('signs nothing while nothing changes', async () => {
    const before = readFileSync(the.file(), 'utf8');
    expect(await the.sign()).to.deep.equal({ signed: null, isMore: false });
    expect(readFileSync(the.file(), 'utf8')).to.equal(before);
  });

  const tableNames = ['stream_heads', 'head_buckets', 'tree_heads'] as const;
  const readTables = async (): Promise<readonly string[]> => {
    const { db } = the.database;
    return Promise.all(
      tableNames.map(async (name) => {
        const table = sql.identifier([name]);
        return String(await db.oneFirst(sql.unsafe`SELECT json_agg(t)::text FROM ${table} t`));
      }),
    );
  };
  const writeTables = async (saved: readonly string[]): Promise<void> => {
    for (const [at, name] of tableNames.entries()) {
      const table = sql.identifier([name]);
      await the.database.db.query(sql.unsafe`TRUNCATE ${table}`);
      await the.database.db.query(sql.unsafe`
        INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${saved[at] ?? '[]'}::json)`);
    }
  };
});
