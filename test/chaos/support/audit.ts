import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { chainOf, eventIdOf } from '../../../src/infra/log/chain.ts';
import { createMarkCommand } from '../../../src/infra/log/command-marks.ts';
import { sealedDataOf } from '../../../src/infra/log/sealing.ts';
import type { Log, SealedEvent } from '../../../src/ports/log.ts';
import { foldSessions, readSessionDocuments } from '../../projections/support/tables.ts';
import type { Installation } from './installation.ts';
import type { SentCommand } from './load/athlete.ts';

/** All events of the log after the position. */
export async function readLog(log: Log, after = 0n): Promise<readonly SealedEvent[]> {
  const events: SealedEvent[] = [];
  for (;;) {
    const page = await log.page(events.at(-1)?.position ?? after, 2_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/**
 * Expects that the chain of every stream is complete from the first event on, and that every event id is derived from
 * the chain.
 */
export function expectValidChains(log: readonly SealedEvent[]): void {
  for (const [stream, events] of Map.groupBy(log, (event) => event.stream)) {
    let chain = '';
    for (const [index, event] of events.entries()) {
      const { id, revision, type, metadata } = event;
      const { chain: recorded, mac: _, ...rest } = metadata;
      chain = chainOf(chain, { stream, revision, type, data: sealedDataOf(event), metadata: rest });
      expect([revision, recorded, id], `${stream}@${revision}`).to.deep.equal([index, chain, eventIdOf(chain)]);
    }
  }
}

/**
 * Expects the log to contain all events of each acknowledged command exactly once, all or none of the events of every
 * other command, and no further events.
 */
export function expectEventsOf(sent: readonly SentCommand[], log: readonly SealedEvent[], rootKey: Uint8Array): void {
  const mark = createMarkCommand(subkey(rootKey, 'marks'));
  const byDigest = Map.groupBy(log, ({ metadata }) => metadata.command?.digest);
  for (const command of sent) {
    const { digest } = mark(command.account, command.key, { method: '', path: '', body: null });
    expectEvents(command, byDigest.get(digest) ?? []);
    byDigest.delete(digest);
  }
  byDigest.delete(undefined);
  expect([...byDigest.values()].flat(), 'events of commands that were not sent').to.deep.equal([]);
}

function expectEvents({ key, request, events: expected, answer }: SentCommand, events: readonly SealedEvent[]): void {
  const what = `${request.method} ${request.path} with ${key}, answered ${answer?.status}`;
  const types = events.map(({ type }) => type);
  if (answer) expect(types, what).to.deep.equal(expected);
  else expect(types, what).to.be.deep.oneOf([[], expected]);
  expect(new Set(events.map(({ stream }) => stream)).size, what).to.be.lessThan(2);
  const revisions = events.map(({ revision }) => revision);
  const first = revisions[0] ?? 0;
  expect(revisions, what).to.deep.equal(revisions.map((_, index) => first + index));
  const tag = answer?.headers.get('etag');
  if (tag && events.length > 0) expect(tag, what).to.equal(`"${revisions.at(-1)}"`);
}

const listReadTables = async (db: DatabasePool): Promise<readonly string[]> =>
  (await db.anyFirst(sql.unsafe`
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_name ~ '_v\\d+$' ORDER BY table_name`)) as readonly string[];

/** Every row of every table of the read models, as text by table. */
export async function readTables(db: DatabasePool): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = new Map<string, readonly string[]>();
  for (const name of await listReadTables(db)) {
    const rows = await db.anyFirst(sql.unsafe`
      SELECT to_jsonb(t)::text AS row FROM ${sql.identifier([name])} t ORDER BY 1`);
    tables.set(name, rows as readonly string[]);
  }
  return tables;
}

/**
 * Empties the read models' tables and removes their checkpoints, so that the pipeline starts at the log's first event
 * again.
 */
export async function emptyReadTables(db: DatabasePool): Promise<void> {
  for (const name of await listReadTables(db)) await db.query(sql.unsafe`TRUNCATE ${sql.identifier([name])}`);
  await db.query(sql.unsafe`TRUNCATE projection_checkpoints, erased_owners`);
}

/**
 * The session documents that the read model must contain: the fold of each training session in the log, except those of
 * erased accounts.
 */
export async function foldRemainingSessions(
  { decrypt }: Pick<Installation, 'decrypt'>,
  log: readonly SealedEvent[],
): Promise<Record<string, string | null>> {
  const erased = new Set(log.filter(({ type }) => type === 'AccountErased').map(({ metadata }) => metadata.owner));
  const ofSessions = log.filter(({ stream, metadata }) => stream.startsWith('session-') && !erased.has(metadata.owner));
  return foldSessions(await decrypt(ofSessions));
}

/**
 * Expects the session documents in Postgres to equal the fold of the log, which is computed without queues or read
 * models.
 */
export async function expectFoldedSessions(installation: Installation, log: readonly SealedEvent[]): Promise<void> {
  expect(await readSessionDocuments(installation.db)).to.deep.equal(await foldRemainingSessions(installation, log));
}

/** Expects the checkpoint of every lane to be at the end of the log. */
export async function expectCaughtUp({ db, log }: Installation): Promise<void> {
  const head = await log.head();
  const lowest = await db.oneFirst(sql.unsafe`SELECT min(position) FROM projection_checkpoints`);
  expect(lowest !== null && (lowest as bigint) >= head, `${lowest} of ${head}`).to.equal(true);
}

export async function expectNoParkedStream(db: DatabasePool): Promise<void> {
  expect(await db.oneFirst(sql.unsafe`SELECT count(*) FROM dead_letters`)).to.equal(0n);
}
