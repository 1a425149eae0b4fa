import type { CommonQueryMethods } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { CheckpointWatch } from './checkpoint-watch.ts';

/** A read model as queries know it: its projection, its table, and the shapes of the table that they understand. */
export type ReadModel = Readonly<{ projection: string; table: string; shapes: readonly number[] }>;

/** The version of a read model that queries read, and the lane layout. */
export type ModelLocation = Layout & Readonly<{ version: number }>;

/** Knows the live version of each read model, as of the last refresh. */
export type Locator = Readonly<{
  /** Null while no version has a table of a known shape. */
  locate: (model: ReadModel) => ModelLocation | null;
  /** Reads the layout and the versions again. */
  refresh: () => Promise<unknown>;
}>;

/** What every query reads with. */
export type Reader = Readonly<{
  db: CommonQueryMethods;
  locator: Locator;
  watch: CheckpointWatch;
}>;
