import type { Layout } from '../../../src/ports/lanes.ts';
import { readableVersion, type WatchedTopology } from '../../../src/projections/versions/topology.ts';
import type { Places } from '../../../src/queries/consistency/reader.ts';

/** Places in the first version of every read model. */
export const firstPlaces = ({ layout, lanes, laneOf }: Layout): Places => ({
  of: ({ projection }, owner) => ({ projection, version: 1, layout, lane: laneOf(owner) }),
  everywhere: ({ projection }) => ({ projection, version: 1, layout, lanes, laneOf }),
  refresh: async () => {},
});

/** Places as the registry knows them. */
export const watchedPlaces = (watched: WatchedTopology): Places => ({
  of({ projection, shapes }, owner) {
    const version = readableVersion(watched.now(), projection, shapes);
    const { layout, laneOf } = watched.now().layout;
    return version === null ? null : { projection, version, layout, lane: laneOf(owner) };
  },
  everywhere({ projection, shapes }) {
    const version = readableVersion(watched.now(), projection, shapes);
    const { layout, lanes, laneOf } = watched.now().layout;
    return version === null ? null : { projection, version, layout, lanes, laneOf };
  },
  refresh: () => watched.refresh(),
});
