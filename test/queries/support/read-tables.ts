import type { DatabasePool } from 'slonik';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, resetReadTables, silentLogger } from '../../projections/support/tables.ts';

/**
 * `boundMs` is the longest time that a query waits for events. Its default is short, for tests in which the events
 * never arrive.
 */
type Options = Readonly<{ lanes?: number; boundMs?: number }>;

/**
 * Empties the tables of the read models and creates a worker. It applies the events that `all` returns when a test
 * calls `project`.
 */
export async function createReadTables(
  db: DatabasePool,
  all: () => readonly SealedEvent[],
  { lanes = 1, boundMs = 30 }: Options = {},
) {
  const layout = await resetReadTables(db, lanes);
  const head = (): bigint => all().at(-1)?.position ?? 0n;
  const work = createWorker({
    ...{ log: createMemoryLog(), layout, logger: silentLogger, signal: new AbortController().signal },
    apply: createApply({ db, projections, decrypt }),
  });
  const reader: Reader = { db, locator: firstVersions(layout), watch: watchCheckpoints(db, { boundMs }) };
  return {
    layout,
    reader,
    /** Returns the position of the last event. */
    head,
    /** Applies the events of the lanes in `only` to the read models; of all lanes by default. */
    async project(only: readonly number[] = [...Array(lanes).keys()]): Promise<void> {
      for (const lane of only) {
        const events = all().filter(({ metadata: { owner } }) => layout.laneOf(owner) === lane);
        await work({ layout: 1, lane, from: 0n, to: head(), bookmark: null, events });
      }
    },
  };
}
