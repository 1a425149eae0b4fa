import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { knows } from '../../events/schemas.ts';
import type { Layout } from '../../ports/lanes.ts';
import type { Decrypt, Log, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { createApply } from '../apply/apply.ts';
import { applyBatch, type Intake, isolatePoison } from '../apply/apply-batch.ts';
import { decryptEach } from '../apply/decrypt.ts';
import { type Parked, readExclusions } from '../apply/parked-events.ts';
import { createWorker } from '../apply/worker.ts';
import { limitLocks, moveLanes } from '../core/checkpoints.ts';
import type { LogBookmark } from '../core/job.ts';
import { handles, keyOf, type Projection } from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { readTopology } from '../versions/topology.ts';

export type FillOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  decrypt: Decrypt;
  logger: Logger;
  projection: Projection;
  signal: AbortSignal;
  /** Events in one read, one transaction. @defaultValue 2,000 */
  pageSize?: number;
  /** A transaction of the caller's to work in, which holds all lanes. */
  within?: DatabaseTransactionConnection;
  /** Hears of every page: up to where, and how many events of the log it held. */
  onPage?: (position: bigint, events: number) => void;
}>;

/** Up to where to fill each lane, and the newest event that the log must show for that. */
export type Target = Readonly<{ of: (lane: number) => bigint; mustShow: bigint }>;

/** A version whose checkpoints are gone: it was dropped, or another process has taken its place. */
export class VersionGone extends Error {}

/** Some of the events are not to be applied. */
class SetAside extends Error {}

/** Every lane up to the same position. */
export const upTo = (head: bigint): Target => ({ of: () => head, mustShow: head });

type Page = Readonly<{
  from: bigint;
  to: bigint;
  sealed: readonly SealedEvent[];
  /** Those of the projection. */
  wanted: readonly SealedEvent[];
  /** They, opened; null where some of them could not be. */
  opened: readonly RecordedEvent[] | null;
  isLast: boolean;
}>;

/**
 * Brings all lanes of one version to the target, straight from the log: a page of all lanes in one transaction, while the next one
 * is read. Others may feed the version at the same time, for the checkpoints decide; a lane is never left further than its target
 * by this. What can't be applied so is left to the way of the workers, lane by lane.
 */
export async function fill(options: FillOptions, target: Target): Promise<void> {
  const { db, log, decrypt, projection, signal, within, onPage, pageSize = 2_000 } = options;
  const { layout } = await readTopology(within ?? db);
  const lanes = Array.from({ length: layout.lanes }, (_, lane) => lane);
  const end = highest(lanes.map(target.of));
  const positions = await readLanes(within ?? db, projection, layout);
  const behind = lanes.map((lane) => positions.get(lane) ?? 0n).filter((position, lane) => position < target.of(lane));
  if (behind.length === 0) return;

  let next: Promise<Page> | null = read(lowest(behind));
  while (next) {
    signal.throwIfAborted();
    const page: Page = await next;
    next = page.isLast ? null : read(page.to);
    // Its failure is heard where it is awaited.
    next?.catch(() => {});
    await take(page);
    onPage?.(page.to, page.sealed.length);
  }
  const reached = await readLanes(within ?? db, projection, layout);
  if (reached.size < layout.lanes) throw new VersionGone(`${keyOf(projection)} is no more, or its lanes have changed`);
  if (lanes.some((lane) => (reached.get(lane) ?? 0n) < target.of(lane))) {
    throw new Error(`${keyOf(projection)} is held back: some of its events can not be applied`);
  }

  async function read(from: bigint): Promise<Page> {
    const sealed = await log.page(from, pageSize);
    const last = sealed.at(-1)?.position ?? from;
    const isLast = sealed.length < pageSize || last >= end;
    if (isLast && last < target.mustShow) throw new DomainError('unavailable', 'The log is behind itself.');
    const wanted = sealed.filter((event) => handles(projection, event) && event.position <= end);
    const unknown = wanted.find(({ type, metadata }) => !knows(type, metadata.schema));
    if (unknown) {
      throw new Error(
        `This build does not know event ${unknown.type}, schema ${unknown.metadata.schema}, at ${unknown.position}`,
      );
    }
    return { from, to: isLast ? end : last, sealed, wanted, opened: await opening(wanted), isLast };
  }

  async function opening(wanted: readonly SealedEvent[]): Promise<Page['opened']> {
    if (wanted.length === 0) return [];
    try {
      return await decrypt(wanted);
    } catch (error) {
      if (isTransient(error)) throw error;
      return null;
    }
  }

  async function take(page: Page): Promise<void> {
    try {
      await (within ?? db).transaction(async (tx) => {
        if (!within) await limitLocks(tx);
        await apply(tx, projection, layout, page, target, plainly(page));
      });
    } catch (error) {
      if (isTransient(error) || error instanceof VersionGone) throw error;
      if (within) await takeCarefully(within, options, layout, page, target);
      else await takeSlowly(options, layout, page, target);
    }
  }
}

/** As the workers do it: lane by lane, with what they do about events that can't be applied. */
async function takeSlowly(options: FillOptions, layout: Layout, page: Page, target: Target): Promise<void> {
  const { db, log, decrypt, logger, projection, signal } = options;
  // What a shadow parks is told by its verification: the parking ends with it, and nobody could look it up.
  const apply = createApply({ db, projections: [projection], decrypt, log, ...(projection.version > 0 && { logger }) });
  const work = createWorker({ log, layout, apply, logger, signal });
  for (let lane = 0; lane < layout.lanes; lane += 1) {
    const to = least(page.to, target.of(lane));
    if (to <= page.from) continue;
    const events = page.sealed.filter(
      ({ position, metadata }) => position <= to && layout.laneOf(metadata.owner) === lane,
    );
    await work({ layout: layout.layout, lane, from: page.from, to, mark: markAt(page, to), events });
  }
}

/** As the workers do it, but all lanes at once, for the caller holds them; where all fail for which there are events, so does this. */
async function takeCarefully(
  within: DatabaseTransactionConnection,
  options: FillOptions,
  layout: Layout,
  page: Page,
  target: Target,
): Promise<void> {
  const { projection, decrypt, logger } = options;
  const opened = await decryptEach(page.wanted, decrypt);
  const attempt = (intake: Intake) =>
    within.transaction(async (tx) => {
      const parked: Parked[] = [];
      await apply(tx, projection, layout, page, target, async (events) => {
        parked.push(...(await applyBatch(tx, [{ projection, events }], opened, intake)));
      });
      return parked;
    });
  for (const { event, failure } of await isolatePoison(attempt, async () => new Map())) {
    const { stream, id, position } = event;
    const fields = { projection: keyOf(projection), stream, event: id, position: String(position) };
    logger.error('A stream is parked: an event can not be applied', { ...fields, reason: failure.reason });
  }
}

/** Applies events of a page, where none of their streams has anything set aside. */
const plainly =
  ({ opened }: Page) =>
  async (events: readonly SealedEvent[], tx: DatabaseTransactionConnection, projection: Projection): Promise<void> => {
    if (!opened) throw new SetAside();
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const { parked, discarded } = (await readExclusions(tx, [projection], streams))(projection);
    if (parked.size + discarded.size > 0) throw new SetAside();
    const due = new Set(events.map(({ position }) => position));
    await projection.apply(
      tx,
      opened.filter(({ position }) => due.has(position)),
    );
  };

/** Takes in for each lane what it has not yet of a page. */
async function apply(
  tx: DatabaseTransactionConnection,
  projection: Projection,
  layout: Layout,
  page: Page,
  target: Target,
  takeIn: (events: readonly SealedEvent[], tx: DatabaseTransactionConnection, projection: Projection) => Promise<void>,
): Promise<void> {
  const { lanes, laneOf } = layout;
  const positions = await lockLanes(tx, projection, layout);
  if (positions.size < lanes) throw new VersionGone(`${keyOf(projection)} is no more, or its lanes have changed`);
  const moves = [...positions].flatMap(([lane, position]) => {
    const to = least(page.to, target.of(lane));
    return to > position && position >= page.from ? [{ lane, position: to, mark: markAt(page, to) }] : [];
  });
  if (moves.length === 0) return;
  const moving = new Map(moves.map((move) => [move.lane, move.position]));
  const events = page.wanted.filter(({ position, metadata }) => {
    const lane = laneOf(metadata.owner);
    return position > (positions.get(lane) ?? 0n) && position <= (moving.get(lane) ?? 0n);
  });
  if (events.length > 0) await takeIn(events, tx, projection);
  await moveLanes(tx, projection, layout.layout, moves);
}

/** The newest event of the page at or before a position. */
function markAt({ from, sealed }: Page, to: bigint): LogBookmark | null {
  const at = sealed.findLastIndex(({ position }) => position <= to);
  const event = sealed[at];
  return event ? { after: sealed[at - 1]?.position ?? from, position: event.position, id: event.id } : null;
}

const laneRow = rowType<{ lane: number; position: bigint }>();

const checkpointsOf = ({ name, version }: Pick<Projection, 'name' | 'version'>, layout: number) => sql.fragment`
  SELECT lane, position FROM projection_checkpoints
  WHERE projection = ${name} AND version = ${version} AND layout = ${layout} ORDER BY lane`;

/** Where each lane of a version stands. */
export async function readLanes(
  db: CommonQueryMethods,
  projection: Pick<Projection, 'name' | 'version'>,
  { layout }: Pick<Layout, 'layout'>,
) {
  const rows = await db.any(sql.type(laneRow)`${checkpointsOf(projection, layout)}`);
  return new Map(rows.map(({ lane, position }) => [lane, position]));
}

async function lockLanes(tx: DatabaseTransactionConnection, projection: Projection, { layout }: Layout) {
  const rows = await tx.any(sql.type(laneRow)`${checkpointsOf(projection, layout)} FOR UPDATE`);
  return new Map(rows.map(({ lane, position }) => [lane, position]));
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const highest = (all: readonly bigint[]): bigint => all.reduce((a, b) => (a > b ? a : b), 0n);
const lowest = ([first = 0n, ...rest]: readonly bigint[]): bigint => rest.reduce(least, first);
