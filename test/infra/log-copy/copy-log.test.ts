import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { type EventStoreServer, startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { createAuthenticity } from '../../../src/infra/log/authenticity.ts';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { createLog } from '../../../src/infra/log/log.ts';
import { compareLogs } from '../../../src/infra/log-copy/compare-logs.ts';
import { copyLog } from '../../../src/infra/log-copy/copy-log.ts';
import { createLogSource } from '../../../src/infra/log-copy/source.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { testAuthenticity } from '../../support/authenticity.ts';
import { runCopier } from './support/kill-copier.ts';
import { createWriter } from './support/written-log.ts';

const { isOwn } = testAuthenticity;
/** An installation with events of builds that wrote no macs. */
const early = createAuthenticity(Buffer.alloc(32, 7), 2n ** 62n);

describe('copying the log to another event store', function () {
  this.timeout(60_000);
  let folder: string;
  let servers: EventStoreServer[];
  let [from, to]: EventStoreDBClient[] = [];
  const clients = () => [from, to].filter((client) => client !== undefined);
  const client = (given: EventStoreDBClient | undefined): EventStoreDBClient => {
    if (!given) throw new Error('not connected');
    return given;
  };
  const targetFile = () => join(folder, 'target.db');

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-copy-'));
    servers = [await startEventStore({ file: ':memory:' }), await startEventStore({ file: targetFile() })];
    [from, to] = servers.map(({ url }) => connectEventStore(url));
    // Events of another application, so that no event has the same position in both.
    const foreign = [...Array(7).keys()].map((number) => jsonEvent({ type: 'Ordered', data: { number } }));
    await client(to).appendToStream('orders-1', foreign);
  });
  afterEach(async () => {
    await Promise.all(clients().map((each) => each.dispose()));
    await Promise.all(servers.map((server) => server.close()));
    rmSync(folder, { recursive: true });
  });

  const copy = (authenticity = early) =>
    copyLog({ source: createLogSource(client(from)), target: client(to), authenticity, pauseMs: 1 });
  const compare = (onPair?: (source: bigint, target: bigint) => void) =>
    compareLogs({
      ...{ source: createLogSource(client(from)), target: createLogSource(client(to)), upTo: 2n ** 62n },
      ...{ isOwn: early.isOwn, isOwnCopy: isOwn, ...(onPair && { onPair }) },
    });
  const all = (of: EventStoreDBClient | undefined): Promise<readonly SealedEvent[]> =>
    createLog(client(of), { isOwn: () => true, onForeign: () => {} }).page(0n, 100_000);
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ name: 'CopyRefused' });
    return String(error);
  };

  it('keeps ids, chains, order and the time at which each event was recorded, and proves it', async () => {
    await createWriter(client(from))(1_000);
    expect(await copy()).to.equal(1_000);
    const [originals, copies] = [await all(from), await all(to)];
    expect(copies.map(({ id }) => id)).to.deep.equal(originals.map(({ id }) => id));
    expect(copies.map(({ recordedAt }) => recordedAt)).to.deep.equal(originals.map(({ recordedAt }) => recordedAt));
    expect(copies.every(isOwn)).to.equal(true);
    const pairs: bigint[] = [];
    expect(await compare((source, target) => pairs.push(source, target))).to.include({ events: 1_000, streams: 40 });
    expect(pairs).to.deep.equal(originals.flatMap(({ position }, at) => [position, copies[at]?.position]));
  });

  it('continues after the copier was killed, loses nothing and doubles nothing', async () => {
    await createWriter(client(from))(3_000);
    const [source = '', target = ''] = servers.map(({ url }) => url);
    expect(await runCopier(source, target, 700)).to.equal(null);
    const rest = await copy();
    expect(rest).to.be.within(1, 2_300);
    expect(await compare()).to.include({ events: 3_000, foreign: 0 });
    await createWriter(client(from))(100);
    expect(await copy()).to.equal(100);
    expect(await compare()).to.include({ events: 3_100 });
  });

  it('copies a copy back with the original times', async () => {
    await createWriter(client(from))(50);
    await copy();
    const again = await startEventStore({ file: ':memory:' });
    const back = connectEventStore(again.url);
    await copyLog({ source: createLogSource(client(to)), target: back, authenticity: testAuthenticity });
    const [originals, copies] = [await all(from), await all(back)];
    expect(copies.map(({ recordedAt }) => recordedAt)).to.deep.equal(originals.map(({ recordedAt }) => recordedAt));
    await back.dispose();
    await again.close();
  });

  it('signs events of builds that wrote no macs, and keeps the place of a forged event', async () => {
    await createWriter(client(from), { isSigned: false, streams: 2 })(60);
    const [first] = await all(from);
    const forged = jsonEvent({ type: 'SetLogged', data: { reps: 1_000 }, metadata: { owner: 'me', chain: 'x' } });
    await client(from).appendToStream(first?.stream ?? '', forged);
    expect(await copy()).to.equal(61);
    const copies = await all(to);
    expect(copies.filter(isOwn)).to.have.length(60);
    expect(copies.find((event) => !isOwn(event))).to.deep.include({
      type: 'foreign-event',
      data: {},
      stream: first?.stream,
    });
    expect(await compare()).to.include({ events: 61, foreign: 1 });
  });

  it('refuses a target that has other events of IronTrack', async () => {
    await createWriter(client(from))(10);
    await createWriter(client(to))(10);
    expect(await refusal(copy())).to.contain('no copies of this log');
  });

  it('finds an event that is not the same in both, whose time was changed, or that only the target has', async () => {
    await createWriter(client(from), { perAppend: 1 })(50);
    await copy();
    await client(to).appendToStream('session-1', jsonEvent({ type: 'SetLogged', data: {} }));
    expect(await refusal(compare())).to.contain('differs at session-1@0');
    expect(await refusal(copy())).to.contain('no copies of this log');
    const third = (await all(to))[2];
    await client(to).dispose();
    await servers[1]?.close();
    const db = new DatabaseSync(targetFile());
    db.exec(`UPDATE events SET metadata = CAST(replace(CAST(metadata AS TEXT), '"recordedAt":"20', '"recordedAt":"19') AS BLOB),
      checksum = NULL WHERE position = ${third?.position}`);
    db.close();
    servers[1] = await startEventStore({ file: targetFile() });
    to = connectEventStore(servers[1].url);
    expect(await refusal(compare())).to.contain(`differs at ${third?.stream}@${third?.revision}`);
  });
});
