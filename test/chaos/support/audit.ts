import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { chainOf, eventIdOf } from '../../../src/infra/log/chain.ts';
import { createMarkCommand } from '../../../src/infra/log/command-marks.ts';
import { sealedDataOf } from '../../../src/infra/log/sealing.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { foldSessions, readSessionDocuments } from '../../projections/support/tables.ts';
import type { Sent } from './athlete.ts';
import type { Installation } from './installation.ts';

/** The whole log. */
export async function logOf(log: Log): Promise<readonly SealedEvent[]> {
  const events: SealedEvent[] = [];
  for (;;) {
    const page = await log.page(events.at(-1)?.position ?? 0n, 2_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** Every stream is a whole chain from its first event on, and every event's id is made of its chain. */
export function expectChains(events: readonly SealedEvent[]): void {
  for (const [stream, facts] of Map.groupBy(events, (event) => event.stream)) {
    let chain = '';
    for (const [at, event] of facts.entries()) {
      const { id, revision, type, metadata } = event;
      const { chain: recorded, ...rest } = metadata;
      chain = chainOf(chain, { stream, revision, type, data: sealedDataOf(event), metadata: rest });
      expect([revision, recorded, id], `${stream}@${revision}`).to.deep.equal([at, chain, eventIdOf(chain)]);
    }
  }
}

/** What was acknowledged is in the log once and as a whole; of what was not, all is there or nothing. */
export function expectCommands(events: readonly SealedEvent[], sent: readonly Sent[], masterKey: Buffer): void {
  const mark = createMarkCommand(subkey(masterKey, 'marks'));
  const byDigest = Map.groupBy(events, ({ metadata }) => metadata.command?.digest);
  for (const { account, key, request, expected, answer } of sent) {
    const { digest } = mark(account, key, { method: '', path: '', body: null });
    const facts = byDigest.get(digest) ?? [];
    byDigest.delete(digest);
    const what = `${request.method} ${request.path} with ${key}, answered ${answer?.status}`;
    const types = facts.map(({ type }) => type);
    if (answer) expect(types, what).to.deep.equal(expected);
    else expect(types, what).to.be.deep.oneOf([[], expected]);
    expect(new Set(facts.map(({ stream }) => stream)).size, what).to.be.lessThan(2);
    const first = facts[0]?.revision ?? 0;
    expect(
      facts.map(({ revision }) => revision),
      what,
    ).to.deep.equal(facts.map((_, at) => first + at));
    const tag = answer?.headers.get('etag');
    if (tag && facts.length > 0) expect(tag, what).to.equal(`"${facts.at(-1)?.revision}"`);
  }
  byDigest.delete(undefined);
  expect([...byDigest.values()].flat(), 'events of commands that nobody sent').to.deep.equal([]);
}

type Row = Readonly<{ row: string }>;

const namesOfTables = async (db: DatabasePool): Promise<readonly string[]> =>
  (await db.anyFirst(sql.unsafe`
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_name ~ '_v\\d+$' ORDER BY table_name`)) as readonly string[];

/** Every row of every read table. */
export async function readTables(db: DatabasePool): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = new Map<string, readonly string[]>();
  for (const name of await namesOfTables(db)) {
    const rows = (await db.any(sql.unsafe`
      SELECT to_jsonb(t)::text AS row FROM ${sql.identifier([name])} t ORDER BY 1`)) as readonly Row[];
    tables.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return tables;
}

/** Forgets what was read out of the log, so that the pipeline begins at event 0. */
export async function emptyTables(db: DatabasePool): Promise<void> {
  for (const name of await namesOfTables(db)) await db.query(sql.unsafe`TRUNCATE ${sql.identifier([name])}`);
  await db.query(sql.unsafe`TRUNCATE projection_checkpoints, erased_owners`);
}

/** The session documents are what the log says, folded without any of the machinery. */
export async function expectFolded({ db, open }: Installation, events: readonly SealedEvent[]): Promise<void> {
  const opened = await open(events.filter(({ stream }) => stream.startsWith('session-')));
  expect(await readSessionDocuments(db)).to.deep.equal(foldSessions(opened));
}

/** Every lane stands at the log's head, or behind it. */
export async function expectCaughtUp({ db, log }: Installation): Promise<void> {
  const head = await log.head();
  const lowest = await db.oneFirst(sql.unsafe`SELECT min(position) FROM projection_checkpoints`);
  expect(lowest !== null && (lowest as bigint) >= head, `${lowest} of ${head}`).to.equal(true);
}

/** No stream is parked. */
export async function expectNothingParked(db: DatabasePool): Promise<void> {
  const table = await db.oneFirst(sql.unsafe`SELECT to_regclass('dead_letters')::text`);
  if (table !== null) expect(await db.oneFirst(sql.unsafe`SELECT count(*) FROM dead_letters`)).to.equal(0n);
}
