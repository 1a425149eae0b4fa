import type { DatabasePool } from 'slonik';
import type { Logger } from '../ports/logger.ts';
import { ensureCheckpoints } from '../projections/core/checkpoints.ts';
import { ensureLayout } from '../projections/core/lanes.ts';
import { models } from '../projections/models/all.ts';
import { activeProjections, registerModels } from '../projections/versions/topology.ts';
import { type WatchedTopology, watchTopology } from '../projections/versions/watch-topology.ts';

/** Registers the lanes and the projections of this build, and follows changes of them. */
export async function openTopology(db: DatabasePool, lanes: number, logger: Logger): Promise<WatchedTopology> {
  await ensureLayout(db, lanes);
  await registerModels(db, models);
  const topology = await watchTopology(db, logger);
  // Queries expect a checkpoint of every lane, so checkpoints are created for lanes that no worker has worked on yet.
  await ensureCheckpoints(db, topology.now().layout, activeProjections(models, topology.now()));
  return topology;
}
