import { readRunFile } from '../../embedded/data-dir.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';

type Urls = Readonly<{ [Name in keyof Addresses]?: string | undefined }>;

/** The addresses that are set. A service without an address is left out. */
export const knownAddresses = ({ eventStoreUrl, databaseUrl, redisUrl }: Urls): Partial<Addresses> => ({
  ...(eventStoreUrl !== undefined && { eventStoreUrl }),
  ...(databaseUrl !== undefined && { databaseUrl }),
  ...(redisUrl !== undefined && { redisUrl }),
});

export const isComplete = (addresses: Partial<Addresses>): addresses is Addresses =>
  addresses.eventStoreUrl !== undefined && addresses.databaseUrl !== undefined && addresses.redisUrl !== undefined;

/**
 * The addresses of the running services: those in the environment, and for the rest those of the `irontrack up` that
 * currently uses the data folder.
 */
export const runningAddresses = (config: Config): Partial<Addresses> => ({
  ...knownAddresses(readRunFile(config.dataDir) ?? {}),
  ...knownAddresses(config),
});
