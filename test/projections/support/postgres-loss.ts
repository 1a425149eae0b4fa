import { sql } from 'slonik';
import { chosenServices } from '../../support/chosen-services.ts';
import { services } from '../../support/databases.ts';
import { skipFile } from '../../support/skip-file.ts';
import type { LiveSystem } from './live-system.ts';
import { silentLogger } from './tables.ts';

/**
 * Stops Postgres when maintenance (such as a rebuild) reads page `atPage` of the log. Starts it again once the second
 * interruption is logged. Pass the returned log and logger to the maintenance function. Disposing the result starts
 * Postgres.
 */
export async function createPostgresLoss({ log, maintenance }: LiveSystem, atPage: number) {
  // Here, because the maintenance function would pass the refusal of the given service on as its own failure.
  if (chosenServices().kind === 'given') skipFile('it stops a service, and the services are given');
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
          // The test server writes commits to disk late. A Postgres CHECKPOINT saves the commits so far, so that the
          // kill does not lose them.
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
