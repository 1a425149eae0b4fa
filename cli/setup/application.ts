import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import type { Config } from '../../src/service/config.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { type Cli, CliError } from '../host/host.ts';
import { isComplete, runningAddresses } from './addresses.ts';
import type { Embedded } from './embedded.ts';
import { answerLogger, type InstalledSettings, readInstalledConfig, readInstalledSettings } from './settings.ts';

/**
 * Runs a command on the services that run already. If there are none, embedded services are started for the command and
 * stopped after it. Without `config` the installation must exist.
 */
export async function withAddresses<Result>(
  cli: Cli,
  use: (addresses: Addresses, embedded: Embedded | null) => Promise<Result>,
  config: Config = readInstalledConfig(cli),
): Promise<Result> {
  const running = runningAddresses(config);
  if (isComplete(running)) return use(running, null);
  if (config.environment === 'production') {
    throw new CliError('Production has no embedded services: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL.');
  }
  const { startEmbedded } = await import('./embedded.ts');
  await using embedded = await startEmbedded(cli, config);
  embedded.publish();
  return await use(embedded.addresses, embedded);
}

/**
 * Connects to the services for one command. With embedded services it first applies the migrations, and runs the
 * pipeline until the command ends. Without `settings` the installation must exist.
 */
export async function withApplication<Result>(
  cli: Cli,
  use: (core: Application) => Promise<Result>,
  settings: InstalledSettings = readInstalledSettings(cli),
): Promise<Result> {
  return withAddresses(
    cli,
    async (addresses, embedded) => {
      if (embedded) await migrate({ databaseUrl: addresses.databaseUrl, folder: migrationsFolder });
      const { config, secrets } = settings;
      await using core = await connect(config, secrets, addresses, answerLogger(cli, config));
      if (!embedded) return await use(core);
      const { runPipeline } = await import('../../src/service/processes/pipeline.ts');
      const pipeline = await runPipeline(core, { seize: embedded.services.postgres !== undefined });
      try {
        return await use(core);
      } finally {
        await pipeline.close();
      }
    },
    settings.config,
  );
}
