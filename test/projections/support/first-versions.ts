import type { Layout } from '../../../src/ports/lanes.ts';
import type { Locator } from '../../../src/queries/consistency/reader.ts';

/** Creates a locator for queries: it tells them to read version 1 of every read model, under this lane layout. */
export const firstVersions = (layout: Layout): Locator => ({
  locate: () => ({ ...layout, version: 1 }),
  refresh: async () => {},
});
