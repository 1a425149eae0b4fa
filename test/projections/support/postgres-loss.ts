import { sql } from 'slonik';
import { services } from '../../support/databases.ts';
import type { LiveSystem } from './live-system.ts';
import { silentLogger } from './tables.ts';

/**
 * Stops Postgres when maintenance work reads the given page of the log, and starts it again when the work has logged
 * its second interruption. Pass the returned log and logger to the work; disposing the result starts Postgres.
 */
export async function createPostgresLoss({ log, maintenance }: LiveSystem, atPage: number) {
  const { postgres } = await services();
  let pages = 0;
  let interruptions = 0;
  let restarted: Promise<void> | undefined;
  return {
    log: {
      ...log,
      async page(after: bigint, limit: number) {
        pages += 1;
        if (pages === atPage) {
          // The test server writes commits to disk late: a checkpoint preserves those before the kill.
          await maintenance.db.query(sql.unsafe`CHECKPOINT`);
          await postgres.kill();
        }
        return log.page(after, limit);
      },
    },
    logger: {
      ...silentLogger,
      warn() {
        interruptions += 1;
        if (interruptions === 2) restarted = postgres.restart();
      },
    },
    async [Symbol.asyncDispose]() {
      await (restarted ?? postgres.restart());
    },
  };
}
