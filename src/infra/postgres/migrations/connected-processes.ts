import { setTimeout } from 'node:timers/promises';
import { type MigrationSource, withClient } from './ledger.ts';

const waitMs = 2_000;
const pauseMs = 100;

/**
 * The number of connections that processes of the service have to the database. A process that has just ended may still
 * be listed, so connections are counted again for two seconds while there are any.
 */
export const countConnectedProcesses = (source: MigrationSource): Promise<number> =>
  withClient(source, async (client) => {
    const count = async (): Promise<number> => {
      const { rows } = await client.query<{ connections: number }>(`
        SELECT count(*)::int4 AS connections FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND application_name LIKE 'irontrack%' AND application_name <> 'irontrack-migrations'`);
      return rows[0]?.connections ?? 0;
    };
    for (const deadline = performance.now() + waitMs; ; await setTimeout(pauseMs)) {
      const connections = await count();
      if (connections === 0 || performance.now() > deadline) return connections;
    }
  });
