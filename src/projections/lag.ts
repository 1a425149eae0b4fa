import { type DatabasePool, sql } from 'slonik';
import type { Layout } from '../ports/lanes.ts';
import type { Log, SealedEvent } from '../ports/log.ts';
import { type Checkpoint, listCheckpoints } from './core/checkpoints.ts';
import { keyOf } from './core/projection.ts';
import { rowType } from './core/rows.ts';
import { readTopology, type Version } from './versions/topology.ts';

/** How far one lane of one version lags the end of the log. */
export type LaneLag = Checkpoint &
  Readonly<{
    /** The number of events of the lane that are not applied yet. If `isMore` is true, there are this many or more. */
    events: number;
    isMore: boolean;
    /** The age in seconds of the oldest event that is not applied yet; 0 when there is none. */
    seconds: number;
  }>;

export type VersionLag = Version & Readonly<{ parked: number; lanes: readonly LaneLag[] }>;
export type Lag = Readonly<{ head: bigint; versions: readonly VersionLag[] }>;

export type LagOptions = Readonly<{
  db: DatabasePool;
  log: Pick<Log, 'head' | 'page'>;
  /** The number of events in one read of the log. @defaultValue 1,000 */
  pageSize?: number;
  now?: () => number;
}>;

/** The largest number of log pages to read. The lowest checkpoints come first. */
const maxPages = 4;

const parkedRow = rowType<{ projection: string; version: number; parked: number }>();

/**
 * The lag of every lane of every version. It costs a few SQL statements and, while a lane lags, a few pages of the log.
 * Events after these pages are not counted, so the lag of a lane with more events is a lower bound.
 */
export async function readLag({ db, log, pageSize = 1_000, now = Date.now }: LagOptions): Promise<Lag> {
  const { layout, versions } = await readTopology(db);
  const checkpoints = await listCheckpoints(db, layout.layout);
  const parked = await db.any(sql.type(parkedRow)`
    SELECT projection, version, count(*)::int4 AS parked FROM parked_streams GROUP BY projection, version`);
  // The end of the log is read after the checkpoints, so that checkpoints of applied events cannot be beyond it.
  const head = await log.head();
  const lagging = checkpoints.map(({ position }) => position).filter((position) => position < head);
  const pages = await readPages({ log, layout, pageSize }, lagging);

  const lags = checkpoints.map((checkpoint) => laneLagOf(checkpoint, { head, pages, now: now() }));
  const lanes = Map.groupBy(lags, keyOfVersion);
  const parkedByVersion = new Map(parked.map((row) => [keyOfVersion(row), row.parked]));
  return {
    head,
    versions: versions.map((version) => ({
      ...version,
      parked: parkedByVersion.get(keyOfVersion(version)) ?? 0,
      lanes: lanes.get(keyOfVersion(version)) ?? [],
    })),
  };
}

const keyOfVersion = ({ projection, version }: Readonly<{ projection: string; version: number }>): string =>
  keyOf({ name: projection, version });

type Measure = Readonly<{ head: bigint; pages: readonly Page[]; now: number }>;

function laneLagOf(checkpoint: Checkpoint, { head, pages, now }: Measure): LaneLag {
  const { position, lane } = checkpoint;
  if (position >= head) return { ...checkpoint, events: 0, isMore: false, seconds: 0 };
  const page = pages.find(({ from, to }) => from <= position && position < to);
  const missing = (page?.lanes.get(lane) ?? []).filter((event) => event.position > position);
  const isMore = page === undefined || page.to < head;
  // If all missing events are after the page, the oldest of them is not older than the last event of the page.
  const oldest = missing[0] ?? (isMore ? page?.last : undefined);
  const seconds = oldest ? Math.max(0, (now - Date.parse(oldest.recordedAt)) / 1_000) : 0;
  return { ...checkpoint, events: missing.length, isMore, seconds };
}

/** All events after position `from` up to position `to`, by lane. */
type Page = Readonly<{
  from: bigint;
  to: bigint;
  lanes: ReadonlyMap<number, readonly SealedEvent[]>;
  last: SealedEvent | undefined;
}>;

const endOfLog = 2n ** 63n;

/** Reads log pages that start at the positions, lowest first; none for a position within a page already read. */
async function readPages(
  { log, layout, pageSize }: Readonly<{ log: Pick<Log, 'page'>; layout: Layout; pageSize: number }>,
  positions: readonly bigint[],
): Promise<readonly Page[]> {
  const sorted = [...new Set(positions)].sort((a, b) => (a < b ? -1 : 1));
  const pages: Page[] = [];
  for (const from of sorted) {
    if (pages.length === maxPages) break;
    if (from < (pages.at(-1)?.to ?? 0n)) continue;
    const events = await log.page(from, pageSize);
    const last = events.at(-1);
    const lanes = Map.groupBy(events, (event) => layout.laneOf(event.metadata.owner));
    pages.push({ from, to: events.length < pageSize ? endOfLog : (last?.position ?? from), lanes, last });
  }
  return pages;
}
