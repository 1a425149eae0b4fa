import type { MigrationSource } from '../../src/infra/postgres/migrations/ledger.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import type { Cli } from '../host/host.ts';
import { withAddresses } from '../setup/application.ts';

/** Runs a function with the address of the database and the folder of this build's migrations. */
export const onDatabase = <Result>(cli: Cli, use: (migrations: MigrationSource) => Promise<Result>): Promise<Result> =>
  withAddresses(cli, ({ databaseUrl }) => use({ databaseUrl, folder: migrationsFolder }));
