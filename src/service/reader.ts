import type { CommonQueryMethods } from 'slonik';
import { readableVersion } from '../projections/versions/topology.ts';
import type { WatchedTopology } from '../projections/versions/watch-topology.ts';
import { watchCheckpoints } from '../queries/consistency/checkpoint-watch.ts';
import type { Locator, Reader } from '../queries/consistency/reader.ts';

/** Creates the reader of the read models: it reads the tables of the live versions that the topology names. */
export const createReader = (db: CommonQueryMethods, topology: WatchedTopology): Reader => ({
  db,
  locator: createLocator(topology),
  watch: watchCheckpoints(db),
});

export const createLocator = (topology: WatchedTopology): Locator => ({
  locate({ projection, shapes }) {
    const version = readableVersion(topology.now(), projection, shapes);
    return version === null ? null : { ...topology.now().layout, version };
  },
  refresh: () => topology.refresh(),
});
