import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logFile } from './eventstoredb/definition.ts';

export const eventStoreFolder = 'eventstore';
export const postgresFolder = 'postgres';

/** Whether the data folder contains the log of an embedded event store. */
export const hasLog = (dataDir: string): boolean => existsSync(logFile(join(dataDir, eventStoreFolder)));

/** Whether the data folder contains data of an embedded event store or database. */
export const hasData = (dataDir: string): boolean =>
  [eventStoreFolder, postgresFolder].some((folder) => existsSync(join(dataDir, folder)));
