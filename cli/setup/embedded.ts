import { lockDataDir } from '../../embedded/data-dir.ts';
import { writeRunFile } from '../../embedded/run-file.ts';
import { type Services, startServices } from '../../embedded/services.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';
import type { Cli } from '../host/host.ts';
import { knownAddresses } from './addresses.ts';

/** Embedded services, which run until this is disposed of. */
export type Embedded = AsyncDisposable &
  Readonly<{
    addresses: Addresses;
    services: Services;
    /** Lets other commands find the services, and the API once it has an address. */
    publish: (http?: string) => void;
  }>;

/**
 * Locks the data folder, runs `check` and starts the services that the environment does not name. Throws when another process
 * uses the folder.
 */
export async function startEmbedded(
  cli: Cli,
  config: Config,
  check = async (): Promise<void> => {},
): Promise<Embedded> {
  const dataDir = lockDataDir(config.dataDir);
  try {
    await check();
    // Names the folder: in a wrong one, a command creates a whole installation and finds no data in it.
    cli.say(`Starting the services of ${dataDir.path}`);
    const services = await startServices({
      dataDir: dataDir.path,
      needs: {
        eventStore: config.eventStoreUrl === undefined,
        postgres: config.databaseUrl === undefined,
        redis: config.redisUrl === undefined,
      },
      say: cli.say,
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
