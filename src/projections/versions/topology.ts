import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { Logger } from '../../ports/logger.ts';
import { layoutOf } from '../core/lanes.ts';
import type { Model, Projection } from '../core/projection.ts';
import { pause, reasonOf } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';

/** `live` answers queries; a `standby` is fed as well; one that is `building` is fed by its rebuild alone, then, `joining`, by all. */
export type VersionState = 'building' | 'joining' | 'standby' | 'live';

/** A version of a read model that has tables; a build knows what to do with it by its shape. */
export type Version = Readonly<{
  projection: string;
  version: number;
  shape: number;
  state: VersionState;
  paused: boolean;
}>;

/** What is in force: the lanes, and the versions there are. */
export type Topology = Readonly<{ layout: Layout; versions: readonly Version[] }>;

const situationRow = rowType<{
  layout: number;
  lanes: number;
  projection: string | null;
  version: number;
  shape: number;
  state: VersionState;
  paused: boolean;
}>();

/** What is in force now, in one statement. */
export async function readTopology(db: CommonQueryMethods): Promise<Topology> {
  const rows = await db.many(sql.type(situationRow)`
    SELECT l.layout, l.lanes, v.projection, v.version, v.shape, v.state, v.paused
    FROM lane_layout l LEFT JOIN projection_versions v ON v.state IN ('building', 'joining', 'standby', 'live')
    ORDER BY v.projection, v.version`);
  const { layout, lanes } = rows[0] ?? { layout: 0, lanes: 1 };
  const versions = rows.flatMap(({ projection, version, shape, state, paused }) =>
    projection === null ? [] : [{ projection, version, shape, state, paused }],
  );
  return { layout: layoutOf(layout, lanes), versions };
}

/** Enters models of which there is no version at all; their first tables came with a migration. */
export async function registerModels(db: DatabasePool, models: readonly Model[]): Promise<void> {
  const rows = models.map(({ name, version, shape }) => [name, version, shape]);
  await db.query(sql.unsafe`
    INSERT INTO projection_versions (projection, version, shape, state)
    SELECT name, version, shape, 'live' FROM ${sql.unnest(rows, ['text', 'int4', 'int4'])} AS m (name, version, shape)
    WHERE shape = 1 AND NOT EXISTS (SELECT FROM projection_versions v WHERE v.projection = m.name)
    ON CONFLICT DO NOTHING`);
}

/** The code for a version; undefined where this build has none for its shape. */
export const modelFor = (models: readonly Model[], { projection, shape }: Version): Model | undefined =>
  models.find((model) => model.name === projection && model.shape === shape);

/** What a build's pipeline feeds: every version that is not paused and whose shape the build knows. */
export const activeProjections = (models: readonly Model[], { versions }: Topology): readonly Projection[] =>
  versions
    .filter(({ state, paused }) => state !== 'building' && !paused)
    .flatMap((version) => modelFor(models, version)?.forVersion(version.version) ?? []);

/** The version that queries of one of these shapes read: the live one, else the newest that is fed; null if there is none. */
export function readableVersion({ versions }: Topology, projection: string, shapes: readonly number[]): number | null {
  const fitting = versions.filter(
    ({ state, ...each }) =>
      each.projection === projection && (state === 'live' || state === 'standby') && shapes.includes(each.shape),
  );
  return (fitting.find(({ state }) => state === 'live') ?? fitting.at(-1))?.version ?? null;
}

/** The lanes in force, whenever they are asked for. */
export const currentLayoutOf = ({ now }: Pick<WatchedTopology, 'now'>): Layout => ({
  get layout() {
    return now().layout.layout;
  },
  get lanes() {
    return now().layout.lanes;
  },
  laneOf: (owner) => now().layout.laneOf(owner),
});

/** What is in force, as this process knows it, at most a moment late. */
export type WatchedTopology = Readonly<{
  now: () => Topology;
  /** Looks at once; many who ask at the same time share one look. */
  refresh: () => Promise<Topology>;
  /** Settles at the next change, or when aborted. */
  changed: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}>;

const pollMs = 1_000;

/** Looks every second: a notification of Postgres does not come through a transaction pooler. */
export async function watchTopology(
  db: CommonQueryMethods,
  logger: Logger,
  everyMs = pollMs,
): Promise<WatchedTopology> {
  let known = await readTopology(db);
  let looking: Promise<Topology> | null = null;
  const waiting = new Set<() => void>();
  const stop = new AbortController();

  const refresh = () => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const polling = poll();
  return {
    now: () => known,
    refresh,
    changed(signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const settle = () => {
        waiting.delete(settle);
        signal.removeEventListener('abort', settle);
        resolve();
      };
      waiting.add(settle);
      signal.addEventListener('abort', settle, { once: true });
      if (signal.aborted || stop.signal.aborted) settle();
      return promise;
    },
    async close() {
      stop.abort();
      for (const settle of waiting) settle();
      await polling;
    },
  };

  async function look(): Promise<Topology> {
    const next = await readTopology(db);
    if (nameOf(next) === nameOf(known)) return known;
    known = next;
    for (const settle of waiting) settle();
    return known;
  }

  async function poll(): Promise<void> {
    for (;;) {
      await pause(everyMs, stop.signal);
      if (stop.signal.aborted) return;
      await refresh().catch((error) => {
        logger.warn('Looking for versions and lanes failed', { reason: reasonOf(error) });
      });
    }
  }
}

const nameOf = ({ layout, versions }: Topology): string => JSON.stringify([layout.layout, layout.lanes, versions]);
