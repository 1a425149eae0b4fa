import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import { layoutOf } from '../core/lanes.ts';
import type { Model } from '../core/model.ts';
import type { Projection } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';

/**
 * Queries read the `live` version. Dispatchers and workers apply events to it and to every `standby` version. To a
 * `building` version only its rebuild applies events; to a `joining` one, its rebuild, dispatchers and workers do.
 */
export type VersionState = 'building' | 'joining' | 'standby' | 'live';

/** A version of a read model that has tables. A build can apply events to it if the build knows its shape. */
export type Version = Readonly<{
  projection: string;
  version: number;
  shape: number;
  state: VersionState;
  paused: boolean;
}>;

/** The lane layout in force, and the versions of all read models that have tables. */
export type Topology = Readonly<{ layout: Layout; versions: readonly Version[] }>;

const topologyRow = rowType<
  Omit<Version, 'projection'> & { layout: number; lanes: number; projection: string | null }
>();

/** Reads the topology in one SQL statement, so that lane layout and versions are from the same moment. */
export async function readTopology(db: CommonQueryMethods): Promise<Topology> {
  const rows = await db.many(sql.type(topologyRow)`
    SELECT l.layout, l.lanes, v.projection, v.version, v.shape, v.state, v.paused
    FROM lane_layout l LEFT JOIN projection_versions v ON v.state IN ('building', 'joining', 'standby', 'live')
    ORDER BY v.projection, v.version`);
  const { layout, lanes } = rows[0] ?? { layout: 0, lanes: 1 };
  const versions = rows.flatMap(({ projection, version, shape, state, paused }) =>
    projection === null ? [] : [{ projection, version, shape, state, paused }],
  );
  return { layout: layoutOf(layout, lanes), versions };
}

/** Registers version 1 of each read model of shape 1 that has no version yet: a migration has created its tables. */
export async function registerModels(db: DatabasePool, models: readonly Model[]): Promise<void> {
  const rows = models.map(({ name, version, shape }) => [name, version, shape]);
  await db.query(sql.unsafe`
    INSERT INTO projection_versions (projection, version, shape, state)
    SELECT name, version, shape, 'live' FROM ${sql.unnest(rows, ['text', 'int4', 'int4'])} AS m (name, version, shape)
    WHERE shape = 1 AND NOT EXISTS (SELECT FROM projection_versions v WHERE v.projection = m.name)
    ON CONFLICT DO NOTHING`);
}

/** The code for a version of a read model; undefined when this build has no code for the shape of that version. */
export const modelFor = (
  models: readonly Model[],
  { projection, shape }: Pick<Version, 'projection' | 'shape'>,
): Model | undefined => models.find((model) => model.name === projection && model.shape === shape);

/** The versions to which this build applies events: those not paused and not `building`, whose shape it knows. */
export const activeProjections = (models: readonly Model[], { versions }: Topology): readonly Projection[] =>
  versions
    .filter(({ state, paused }) => state !== 'building' && !paused)
    .flatMap((version) => modelFor(models, version)?.forVersion(version.version) ?? []);

/** The version to read for queries that understand `shapes`: the live one, else the newest standby, else null. */
export function readableVersion({ versions }: Topology, projection: string, shapes: readonly number[]): number | null {
  const readable = versions.filter(
    ({ state, ...each }) =>
      each.projection === projection && (state === 'live' || state === 'standby') && shapes.includes(each.shape),
  );
  return (readable.find(({ state }) => state === 'live') ?? readable.at(-1))?.version ?? null;
}
