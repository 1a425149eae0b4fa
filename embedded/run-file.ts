import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The content of run.json: what the process that uses the data folder tells other commands. The URLs contain passwords.
 */
export type Run = {
  readonly pid: number;
  /** When the process started, as an ISO 8601 time in UTC. */
  readonly startedAt: string;
  /** The address of the HTTP API, once the API listens. */
  readonly http?: string | undefined;
  readonly eventStoreUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
};

export const runFile = (dir: string): string => join(dir, 'run.json');

/** Writes run.json atomically with mode 0600. The caller holds the lock of the data folder. */
export function writeRunFile(dir: string, run: Run): void {
  const draft = `${runFile(dir)}.new`;
  writeFileSync(draft, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, runFile(dir));
}

/** The content of run.json, whether or not the process that wrote it still runs; `undefined` without a valid file. */
export function parseRunFile(dir: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(runFile(dir), 'utf8')) as Run;
  } catch {
    return undefined;
  }
}
