import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const maxBytes = 8 * 1024 * 1024;

export const serverLog = (folder: string): string => join(folder, 'server.log');

/** The present size of a server's log file. A file of 8 MiB or more is first renamed to `server.log.1`. */
export function rotateLog(folder: string): number {
  const file = serverLog(folder);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxBytes) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

/** The text that a server has appended to its log file since the file had the size `start`. */
export function readLogFrom(folder: string, start: number): string {
  const log = openSync(serverLog(folder), 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(log).size - start);
    readSync(log, bytes, 0, bytes.length, start);
    return bytes.toString();
  } finally {
    closeSync(log);
  }
}
