import { existsSync } from 'node:fs';
import { lockDataDir, readRunFile } from '../embedded/data-dir.ts';
import { writeRunFile } from '../embedded/run-file.ts';
import { hasLog, type Services, startServices } from '../embedded/services.ts';
import { completeSecrets, type Secrets, secretsFile } from '../src/infra/local/secret-file.ts';
import { createLogger } from '../src/infra/logger.ts';
import { migrate, migrationsFolder } from '../src/infra/postgres/migrations.ts';
import type { Logger } from '../src/ports/logger.ts';
import { type Config, loadConfig, type Overrides } from '../src/service/config.ts';
import { type Application, connect } from '../src/service/connect.ts';
import type { Addresses } from '../src/service/connections.ts';
import { loadRoles } from './load-roles.ts';
import { CliError, say } from './terminal.ts';

export type Setup = Readonly<{ config: Config; secrets: Secrets; logger: Logger }>;

/** Settings from the environment and what options say in its place; where a folder may keep secrets, it completes them. */
export function setUp(options: Overrides = {}): Setup {
  const { config, secrets } = loadConfig(process.env, options);
  const logger = createLogger(config.logLevel, config.environment === 'dev' ? 'plain' : 'json');
  const file = secretsFile(config.dataDir);
  // New ones could read nothing of what that log holds.
  if (secrets.masterKey === undefined && hasLog(config.dataDir) && !existsSync(file)) {
    throw new CliError(`There is a log in ${config.dataDir} but no ${file}: put that back, or give its MASTER_KEY.`);
  }
  return { config, logger, secrets: completeSecrets(secrets, config.dataDir) };
}

/** The addresses that the environment gives. */
export const givenAddresses = ({ eventStoreUrl, databaseUrl, redisUrl }: Config): Partial<Addresses> => ({
  ...(eventStoreUrl !== undefined && { eventStoreUrl }),
  ...(databaseUrl !== undefined && { databaseUrl }),
  ...(redisUrl !== undefined && { redisUrl }),
});

export const isComplete = (addresses: Partial<Addresses>): addresses is Addresses =>
  addresses.eventStoreUrl !== undefined && addresses.databaseUrl !== undefined && addresses.redisUrl !== undefined;

/** The environment's services, or else those of the `up` that runs on the data folder now. */
export function runningAddresses(config: Config): Partial<Addresses> {
  const run = readRunFile(config.dataDir);
  const { eventStoreUrl, databaseUrl, redisUrl } = run ?? {};
  return {
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(redisUrl !== undefined && { redisUrl }),
    ...givenAddresses(config),
  };
}

/** Services that run for as long as somebody holds on to this. */
export type Embedded = AsyncDisposable &
  Readonly<{ addresses: Addresses; services: Services; publish: (http?: string) => void }>;

/**
 * Takes the data folder and starts what the environment does not provide, once `check` has nothing against it. Throws where
 * another process has the folder.
 */
export async function embed(config: Config, check = async (): Promise<void> => {}): Promise<Embedded> {
  const given = givenAddresses(config);
  const dataDir = lockDataDir(config.dataDir);
  try {
    await check();
    // A verb in the wrong folder would make a whole installation there, and find nothing in it.
    say(`Starting the services of ${dataDir.path}`);
    const services = await startServices({
      dataDir: dataDir.path,
      needs: {
        eventStore: given.eventStoreUrl === undefined,
        postgres: given.databaseUrl === undefined,
        redis: given.redisUrl === undefined,
      },
      say,
    });
    const addresses = { ...urlsOf(services), ...given } as Addresses;
    return {
      addresses,
      services,
      publish: (http) => {
        const startedAt = new Date().toISOString();
        writeRunFile(dataDir.path, { pid: process.pid, startedAt, http, ...addresses });
      },
      async [Symbol.asyncDispose]() {
        await services.stop();
        dataDir.release();
      },
    };
  } catch (error) {
    dataDir.release();
    throw error;
  }
}

const urlsOf = ({ eventStoreUrl, databaseUrl, redisUrl }: Services): Partial<Addresses> => ({
  ...(eventStoreUrl !== undefined && { eventStoreUrl }),
  ...(databaseUrl !== undefined && { databaseUrl }),
  ...(redisUrl !== undefined && { redisUrl }),
});

/** The services to use for one verb: those that run, or embedded ones for its own duration. */
export async function withAddresses<Result>(
  { config }: Setup,
  use: (addresses: Addresses, embedded: Embedded | null) => Promise<Result>,
): Promise<Result> {
  const running = runningAddresses(config);
  if (isComplete(running)) return use(running, null);
  if (config.environment === 'production') throw new CliError('Production embeds no services; give their addresses.');
  await using embedded = await embed(config);
  embedded.publish();
  return await use(embedded.addresses, embedded);
}

/** The service's parts for one verb; where it had to start the services itself, the pipeline runs along. */
export async function withApplication<Result>(
  setup: Setup,
  use: (core: Application) => Promise<Result>,
): Promise<Result> {
  return withAddresses(setup, async (addresses, embedded) => {
    if (embedded) await migrate({ databaseUrl: addresses.databaseUrl, folder: migrationsFolder });
    await using core = await connect(setup.config, setup.secrets, addresses, setup.logger);
    if (!embedded) return await use(core);
    const { runPipeline } = await loadRoles();
    const pipeline = await runPipeline(core, { seize: embedded.services.postgres !== undefined });
    try {
      return await use(core);
    } finally {
      await pipeline.close();
    }
  });
}
