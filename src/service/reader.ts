import type { DatabasePool } from 'slonik';
import { readableVersion, type WatchedTopology } from '../projections/versions/topology.ts';
import { watchCheckpoints } from '../queries/consistency/checkpoint-watch.ts';
import type { Reader, ReadModel } from '../queries/consistency/reader.ts';

/** Reads the tables of the versions that the topology names. */
export function createReader(db: DatabasePool, topology: WatchedTopology): Reader {
  const locate = ({ projection, shapes }: ReadModel) => {
    const { layout } = topology.now();
    const version = readableVersion(topology.now(), projection, shapes);
    return version === null ? null : { projection, version, layout };
  };
  return {
    db,
    watch: watchCheckpoints(db),
    places: {
      of(model, owner) {
        const found = locate(model);
        return found && { ...found, layout: found.layout.layout, lane: found.layout.laneOf(owner) };
      },
      everywhere(model) {
        const found = locate(model);
        return found && { ...found, ...found.layout };
      },
      refresh: () => topology.refresh(),
    },
  };
}
