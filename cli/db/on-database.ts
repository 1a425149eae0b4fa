import type { MigrationSource } from '../../src/infra/postgres/migrations/ledger.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import type { Cli } from '../host/host.ts';
import { runningAddresses } from '../setup/addresses.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledConfig } from '../setup/settings.ts';

/**
 * Runs a function with the address of the database and the folder of this build's migrations. If Postgres does not run,
 * the embedded services are started with the configuration that `readConfig` returns.
 */
export async function onDatabase<Result>(
  cli: Cli,
  use: (migrations: MigrationSource) => Promise<Result>,
  readConfig = readInstalledConfig,
): Promise<Result> {
  const useAt = (databaseUrl: string) => use({ databaseUrl, folder: migrationsFolder });
  const { databaseUrl } = runningAddresses(loadConfig(cli.env).config);
  if (databaseUrl !== undefined) return useAt(databaseUrl);
  return withAddresses(cli, (addresses) => useAt(addresses.databaseUrl), readConfig(cli));
}
