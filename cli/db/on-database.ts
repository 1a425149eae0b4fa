import { type Migrations, migrationsFolder } from '../../src/infra/postgres/migrations.ts';
import type { Cli } from '../host/host.ts';
import { withAddresses } from '../setup/application.ts';

/** Runs work on the database with the migrations of this build. */
export const onDatabase = <Result>(cli: Cli, use: (migrations: Migrations) => Promise<Result>): Promise<Result> =>
  withAddresses(cli, ({ databaseUrl }) => use({ databaseUrl, folder: migrationsFolder }));
