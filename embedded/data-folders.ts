import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { logFile } from './eventstoredb/definition.ts';

export const eventStoreFolder = 'eventstore';
export const postgresFolder = 'postgres';

/** Whether this user may not look into the data folder, which would then seem to be missing or empty. */
export function isForbidden(dataDir: string): boolean {
  try {
    accessSync(dataDir, constants.R_OK | constants.X_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** Whether the data folder contains the log of an embedded event store. */
export const hasLog = (dataDir: string): boolean => existsSync(logFile(join(dataDir, eventStoreFolder)));

/** Whether the data folder contains data of an embedded event store or database. */
export const hasData = (dataDir: string): boolean =>
  [eventStoreFolder, postgresFolder].some((folder) => existsSync(join(dataDir, folder)));
