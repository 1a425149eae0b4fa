import { readRunFile } from '../../embedded/data-dir.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';

type Urls = Readonly<{ [Name in keyof Addresses]?: string | undefined }>;

/** The addresses that are known. */
export const knownAddresses = ({ eventStoreUrl, databaseUrl, redisUrl }: Urls): Partial<Addresses> => ({
  ...(eventStoreUrl !== undefined && { eventStoreUrl }),
  ...(databaseUrl !== undefined && { databaseUrl }),
  ...(redisUrl !== undefined && { redisUrl }),
});

export const isComplete = (addresses: Partial<Addresses>): addresses is Addresses =>
  addresses.eventStoreUrl !== undefined && addresses.databaseUrl !== undefined && addresses.redisUrl !== undefined;

/** The services of the environment; those it does not name are of the `irontrack up` that uses the data folder now. */
export const runningAddresses = (config: Config): Partial<Addresses> => ({
  ...knownAddresses(readRunFile(config.dataDir) ?? {}),
  ...knownAddresses(config),
});
