import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventStoreDBClient, UnknownError } from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { openStore, type Store } from '../../../embedded/eventstoredb/store/store.ts';
import { folderPerTest } from '../support/machine.ts';
import { appendWays, collect, events, expectError } from './support/store.ts';

const PAGE = 4_096;
const event = (bytes = 2) => ({
  id: crypto.randomUUID(),
  type: 't',
  json: false,
  data: Buffer.alloc(bytes, 'x'),
  metadata: Buffer.alloc(0),
});
const append = (store: Store, stream: string, bytes = 2, count = 1) =>
  store.write((writes) =>
    writes.append(
      stream,
      'any',
      Array.from({ length: count }, () => event(bytes)),
    ),
  );
const messageOf = (outcome: Promise<unknown>) => outcome.then(() => 'succeeded', String);
const readAll = (store: Store) => store.reads.allForwards(0, Number.MAX_SAFE_INTEGER, 1_000_000);

describe('the file of the event store', () => {
  const folder = folderPerTest();
  const fileOf = () => join(folder(), 'log.db');
  const lines: string[] = [];
  beforeEach(() => lines.splice(0));
  const open = () => openStore(fileOf(), (line) => lines.push(line));
  const query = (sql: string) => {
    const db = new DatabaseSync(fileOf());
    const rows = db.prepare(sql).all();
    db.close();
    return rows.map((row) => ({ ...row }));
  };
  const fill = async (bytes: number, count: number) => {
    const store = open();
    await append(store, 'filled', bytes, count);
    store.close();
  };
  const overwritePage = (number: number) => {
    const file = openSync(fileOf(), 'r+');
    writeSync(file, Buffer.alloc(PAGE, 0xff), 0, PAGE, number * PAGE);
    closeSync(file);
  };

  it('is refused and left unchanged when it is a database of another program', () => {
    query('CREATE TABLE notes (text TEXT)');
    const before = readFileSync(fileOf());
    expect(open).to.throw('It is a file of another program.');
    expect(readFileSync(fileOf()).equals(before)).to.equal(true);
  });

  it('is refused when it has the format of a later release', async () => {
    open().close();
    query('PRAGMA user_version = 3');
    expect(open).to.throw('Its format 3 is unknown.');
  });

  it('is refused when it is no database', () => {
    const file = openSync(fileOf(), 'w');
    writeSync(file, 'x'.repeat(PAGE));
    closeSync(file);
    expect(open).to.throw('log.db cannot be opened. file is not a database');
  });

  it('continues when an earlier release has made it, which knew no checksums', async () => {
    await fill(10, 3);
    query('ALTER TABLE events DROP COLUMN checksum');
    query('PRAGMA application_id = 0');
    query('PRAGMA user_version = 1');
    const store = open();
    expect((await append(store, 'filled')).revision).to.equal(3);
    expect(readAll(store).map(({ checksum }) => typeof checksum)).to.deep.equal([
      ...['object', 'object', 'object', 'object'],
      'number',
    ]);
    store.close();
    expect(query('PRAGMA user_version')).to.deep.equal([{ user_version: 2 }]);
  });

  for (const [column, value] of Object.entries({
    data: "x'00'",
    metadata: "x'00'",
    type: "'u'",
    created: '1',
    id: "''",
  })) {
    it(`can only be read up to an event whose ${column} is not as it was written`, async () => {
      await fill(10, 3);
      query(`UPDATE events SET ${column} = ${value} WHERE revision = 1`);
      const store = open();
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(
        /log\.db is damaged, so nothing is appended to it\. The event at position \d+ is not as/,
      );
      expect(await messageOf(append(store, 'other'))).to.contain('is damaged, so nothing is appended');
      expect(store.reads.allForwards(0, Number.MAX_SAFE_INTEGER, 2)).to.have.length(2);
      expect(() => readAll(store)).to.throw("The event store's file is damaged.");
      store.close();
    });
  }

  it('is reported as damaged to clients that read a changed event or append', async () => {
    await fill(10, 3);
    query("UPDATE events SET data = x'00' WHERE revision = 1");
    const server = await startEventStore({ file: fileOf() });
    const client = EventStoreDBClient.connectionString(server.url);
    const read = expectError(UnknownError, collect(client.readStream('filled')));
    const appends = Object.values(appendWays).map((way) =>
      expectError(UnknownError, client.appendToStream('other', events(1), way)),
    );
    for (const error of await Promise.all([read, ...appends])) expect(error.message).to.contain('is damaged');
    await client.dispose();
    await server.close();
  });

  it('is checked at the start, so that nothing is appended to a damaged page', async () => {
    await fill(1_000, 500);
    overwritePage(Math.floor(statSync(fileOf()).size / PAGE / 2));
    const store = open();
    expect(await messageOf(append(store, 'other'))).to.contain('is damaged, so nothing is appended');
    expect(lines).to.have.length(1);
    expect(store.reads.allForwards(0, Number.MAX_SAFE_INTEGER, 5)).to.have.length(5);
    store.close();
  });

  it('is checked in the background when it is large, while reads are answered and appends wait', async () => {
    await fill(4_000, 1_500);
    const store = open();
    const appended = append(store, 'other');
    expect(readAll(store)).to.have.length.above(200);
    expect((await appended).revision).to.equal(0);
    store.close();
    expect(lines).to.deep.equal([]);
  });

  it('refuses the appends that wait when the check finds a damaged page of a large file', async () => {
    await fill(4_000, 1_500);
    overwritePage(Math.floor(statSync(fileOf()).size / PAGE / 2));
    const store = open();
    expect(await messageOf(append(store, 'other'))).to.contain('is damaged, so nothing is appended');
    expect(lines).to.have.length(1);
    store.close();
  });

  it('refuses appends to a large file in which the check finds a changed event', async () => {
    await fill(4_000, 1_500);
    query("UPDATE events SET data = x'00' WHERE revision = 1499");
    const found = Promise.withResolvers<string>();
    const store = openStore(fileOf(), found.resolve);
    expect(await found.promise).to.match(/The event at position \d+ is not as it was written\.$/);
    expect(await messageOf(append(store, 'other'))).to.contain('is damaged, so nothing is appended');
    store.close();
  });

  it('can be closed during the check', async () => {
    await fill(4_000, 1_500);
    open().close();
    const store = open();
    expect((await append(store, 'other')).revision).to.equal(0);
    store.close();
    expect(lines).to.deep.equal([]);
  });

  it('reports that commits fail when they begin to, and when they succeed again', async () => {
    const store = open();
    const fail = () =>
      store.write(() => {
        throw new Error('the disk is full');
      });
    for (let n = 0; n < 2; n++) expect(await messageOf(fail())).to.contain('cannot write: the disk is full.');
    await append(store, 'other');
    await append(store, 'other');
    expect(lines).to.deep.equal(['The event store cannot write: the disk is full.', 'The event store writes again.']);
    store.close();
  });
});
