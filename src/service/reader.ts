import type { CommonQueryMethods } from 'slonik';
import type { LaneSignals } from '../ports/lane-signals.ts';
import { readableVersion, type Topology } from '../projections/versions/topology.ts';
import type { WatchedTopology } from '../projections/versions/watch-topology.ts';
import { watchCheckpoints } from '../queries/consistency/checkpoint-watch.ts';
import type { Locator, ModelLocation, Reader, ReadModel } from '../queries/consistency/reader.ts';

/** Creates the reader of the read models: it reads the tables of the live versions that the topology names. */
export const createReader = (
  db: CommonQueryMethods,
  topology: WatchedTopology,
  signals: Pick<LaneSignals, 'listen'>,
): Reader => ({
  db,
  locator: createLocator(topology),
  watch: watchCheckpoints(db, { signals }),
});

/** Returns the same location of a read model until the topology changes. */
export function createLocator(topology: WatchedTopology): Locator {
  let known = topology.now();
  const locations = new Map<ReadModel, ModelLocation | null>();

  return {
    locate(model) {
      if (topology.now() !== known) locations.clear();
      known = topology.now();
      const location = locations.get(model) ?? locationIn(known, model);
      locations.set(model, location);
      return location;
    },
    refresh: () => topology.refresh(),
  };
}

function locationIn(topology: Topology, { projection, shapes }: ReadModel): ModelLocation | null {
  const version = readableVersion(topology, projection, shapes);
  return version === null ? null : { ...topology.layout, version };
}
