import type { Layout } from '../../../src/ports/lanes.ts';
import type { Locator } from '../../../src/queries/consistency/reader.ts';

/** Finds the first version of every read model. */
export const firstVersions = (layout: Layout): Locator => ({
  locate: () => ({ ...layout, version: 1 }),
  refresh: async () => {},
});
