import { setImmediate as nextRound } from 'node:timers/promises';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import type { Cli } from '../host/host.ts';
import type { Embedded } from './embedded.ts';
import { withAddresses } from './running-services.ts';
import { answerLogger, type InstalledSettings, readInstalledSettings } from './settings.ts';

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
      // The process of a command answers no requests, so its work need not pause for them.
      await using core = await connect(config, secrets, addresses, answerLogger(cli, config), { breathe: nextRound });
      return await (embedded ? withPipeline(core, embedded, use) : use(core));
    },
    settings.config,
  );
}

async function withPipeline<Result>(
  core: Application,
  { services }: Embedded,
  use: (core: Application) => Promise<Result>,
): Promise<Result> {
  const { runPipeline } = await import('../../src/service/processes/pipeline.ts');
  const pipeline = await runPipeline(core, { seize: services.postgres !== undefined });
  try {
    return await use(core);
  } finally {
    await pipeline.close();
  }
}
