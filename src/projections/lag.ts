import { type DatabasePool, sql } from 'slonik';
import type { Log, SealedEvent } from '../ports/log.ts';
import { rowType } from './core/rows.ts';
import { readTopology, type Version } from './versions/topology.ts';

/** How far one lane of one version is behind the log's head. */
export type LaneLag = Readonly<{
  projection: string;
  version: number;
  lane: number;
  position: bigint;
  /** Events of the lane that it has not taken in; with `isMore`, at least so many. */
  events: number;
  isMore: boolean;
  /** Age of the oldest of them; 0 where there is none. */
  seconds: number;
}>;

export type VersionLag = Version & Readonly<{ parked: number; lanes: readonly LaneLag[] }>;
export type Lag = Readonly<{ head: bigint; versions: readonly VersionLag[] }>;

export type LagOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  /** Events in one read of the log. @defaultValue 1,000 */
  pageSize?: number;
  now?: () => number;
}>;

/** So many pages of the log are looked at, from as many positions as need it, the furthest first. */
const mostPages = 4;

const placeRow = rowType<{ projection: string; version: number; lane: number; position: bigint }>();
const parkedRow = rowType<{ projection: string; version: number; parked: number }>();

/**
 * How far every lane of every version is, against the head of the log. Costs two statements and, while anything is behind, a few
 * pages of the log at most: what lies further back than these is told as a lower bound.
 */
export async function readLag({ db, log, pageSize = 1_000, now = Date.now }: LagOptions): Promise<Lag> {
  const { layout, versions } = await readTopology(db);
  const places = await db.any(sql.type(placeRow)`
    SELECT projection, version, lane, position FROM projection_checkpoints
    WHERE layout = ${layout.layout} AND version > 0 ORDER BY projection, version, lane`);
  const parked = await db.any(sql.type(parkedRow)`
    SELECT projection, version, count(*)::int4 AS parked FROM parked_streams GROUP BY projection, version`);
  // Asked after the checkpoints, which may only be behind it.
  const head = await log.head();
  const stretches = await readBehind(
    log,
    places.map(({ position }) => position).filter((position) => position < head),
    pageSize,
  );

  const laneLag = (place: (typeof places)[number]): LaneLag => {
    if (place.position >= head) return { ...place, events: 0, isMore: false, seconds: 0 };
    const stretch = stretches.find(({ from, to }) => from <= place.position && place.position < to);
    const own = stretch?.events.filter(
      ({ position, metadata }) => position > place.position && layout.laneOf(metadata.owner) === place.lane,
    );
    const [oldest] = own ?? [];
    const isMore = stretch === undefined || stretch.to < head;
    // Behind more than was looked at, the stretch's end is as young as the oldest can be.
    const since = oldest ?? (isMore ? stretch?.events.at(-1) : undefined);
    const seconds = since ? Math.max(0, (now() - Date.parse(since.recordedAt)) / 1_000) : 0;
    return { ...place, events: own?.length ?? 0, isMore, seconds };
  };
  const lanes = Map.groupBy(places.map(laneLag), ({ projection, version }) => `${projection}@${version}`);
  return {
    head,
    versions: versions.map((version) => ({
      ...version,
      parked:
        parked.find((row) => row.projection === version.projection && row.version === version.version)?.parked ?? 0,
      lanes: lanes.get(`${version.projection}@${version.version}`) ?? [],
    })),
  };
}

type Stretch = Readonly<{ from: bigint; to: bigint; events: readonly SealedEvent[] }>;

/** Pages of the log that begin at the positions, as few as cover them. */
async function readBehind(log: Log, positions: readonly bigint[], pageSize: number): Promise<readonly Stretch[]> {
  const sorted = [...new Set(positions)].sort((a, b) => (a < b ? -1 : 1));
  const stretches: Stretch[] = [];
  for (let at = 0; at < sorted.length && stretches.length < mostPages; ) {
    const from = sorted[at] ?? 0n;
    const events = await log.page(from, pageSize);
    const last = events.at(-1)?.position ?? from;
    const to = events.length < pageSize ? endOfLog : last;
    stretches.push({ from, to, events });
    const next = sorted.findIndex((position) => position >= to);
    at = next < 0 ? sorted.length : next;
  }
  return stretches;
}

const endOfLog = 2n ** 63n;
