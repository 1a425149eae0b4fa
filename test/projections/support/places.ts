import type { Layout } from '../../../src/projections/lanes.ts';
import { readableOf, type Watched } from '../../../src/projections/registry.ts';
import type { Places } from '../../../src/queries/reader.ts';

/** Places in the first version of every read model. */
export const firstPlaces = ({ layout, laneOf }: Layout): Places => ({
  of: ({ projection }, owner) => ({ projection, version: 1, layout, lane: laneOf(owner) }),
  refresh: async () => {},
});

/** Places as the registry knows them. */
export const watchedPlaces = (watched: Watched): Places => ({
  of({ projection, shapes }, owner) {
    const version = readableOf(watched.now(), projection, shapes);
    const { layout, laneOf } = watched.now().layout;
    return version === null ? null : { projection, version, layout, lane: laneOf(owner) };
  },
  refresh: () => watched.refresh(),
});
