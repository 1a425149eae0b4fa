import type { CommonQueryMethods } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { CheckpointWatch } from './checkpoint-watch.ts';

/** A read model as queries know it: its projection, its table, and the shapes of the table that they understand. */
export type ReadModel = Readonly<{ projection: string; table: string; shapes: readonly number[] }>;

/** The version of a read model that queries read now, and the lane layout in force. */
export type ModelLocation = Layout & Readonly<{ version: number }>;

/** Finds the version that queries read of each read model, as of the last refresh. */
export type Locator = Readonly<{
  /** Null while the read model has no readable version whose shape the queries understand. */
  locate: (model: ReadModel) => ModelLocation | null;
  /** Reads the lane layout and the versions of all read models from Postgres again. */
  refresh: () => Promise<unknown>;
}>;

/**
 * Combines calls into batches of items with the same key. Items that arrive while a batch is processed are in the next
 * one. `processBatch` returns one result per item, in order.
 */
export type Combine = <Item, Result>(
  keyOf: (item: Item) => string,
  processBatch: (items: readonly Item[]) => Promise<readonly Result[]>,
) => (item: Item) => Promise<Result>;

/** The dependencies of every query: the database, the live versions, and the watch of the checkpoints. */
export type Reader = Readonly<{
  db: CommonQueryMethods;
  locator: Locator;
  watch: CheckpointWatch;
}>;
