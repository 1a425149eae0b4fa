import { countConnectedProcesses } from '../../src/infra/postgres/migrations/connected-processes.ts';
import type { MigrationSource } from '../../src/infra/postgres/migrations/ledger.ts';
import { CliError } from '../host/host.ts';

/** Refuses while other processes use the database that a command is about to change under them. */
export async function requireNoProcesses(migrations: MigrationSource): Promise<void> {
  const connections = await countConnectedProcesses(migrations);
  if (connections === 0) return;
  throw new CliError(
    `Processes of IronTrack use this database (${connections} connections): stop up, serve, work and dispatch first.`,
  );
}
