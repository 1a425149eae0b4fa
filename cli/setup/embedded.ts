import { lockDataDir } from '../../embedded/data-dir.ts';
import { writeRunFile } from '../../embedded/run-file.ts';
import { type Services, startServices } from '../../embedded/services.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';
import type { Cli } from '../host/host.ts';
import { knownAddresses } from './addresses.ts';

/** The embedded services of this process. They run until this object is disposed of. */
export type Embedded = AsyncDisposable &
  Readonly<{
    addresses: Addresses;
    services: Services;
    /**
     * Writes the addresses of the services to the data folder, so that other commands find them. `http` is the address
     * of the API.
     */
    publish: (http?: string) => void;
  }>;

/** What a command does while the embedded services start. */
export type WhileStarting = Readonly<{
  /** Is called when the data folder is locked and nothing has started. When it throws, nothing starts. */
  check?: () => Promise<void>;
  /** Is called when the programs of the services run. They answer some time later. */
  onLaunched?: () => void;
}>;

/**
 * Locks the data folder, calls `check`, and starts an embedded service for each address that the environment does not
 * contain. Throws when another process uses the data folder.
 */
export async function startEmbedded(
  cli: Cli,
  config: Config,
  { check = async () => {}, onLaunched = () => {} }: WhileStarting = {},
): Promise<Embedded> {
  const dataDir = lockDataDir(config.dataDir);
  try {
    await check();
    // The message names the data folder, because in a wrong folder the command creates a new installation without the
    // user's data.
    cli.say(`Starting the services of ${dataDir.path}`);
    const services = await startServices({
      dataDir: dataDir.path,
      needs: {
        eventStore: config.eventStoreUrl === undefined,
        postgres: config.databaseUrl === undefined,
        redis: config.redisUrl === undefined,
      },
      say: cli.say,
      onLaunched,
    });
    const addresses = { ...knownAddresses(services), ...knownAddresses(config) } as Addresses;
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
