import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type User } from '../child.ts';
import { passwordIn } from '../password.ts';
import { birthOf } from '../processes.ts';

/** The superuser of the cluster and the database in it. */
export const role = 'irontrack';

/** A program of Postgres sees nothing of our environment: PGDATA, PGPORT and the like would mislead it. */
export const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', HOME: '/' };

// Names sort and fold the same on every machine: the rules are Postgres' own, not those of the system's C library or ICU.
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const access = [`--username=${role}`, '--auth-host=scram-sha-256', '--auth-local=reject'];

export type ClusterOptions = {
  readonly folder: string;
  readonly data: string;
  readonly initdb: string;
  readonly user: User | undefined;
  readonly memory: boolean;
};

/** Makes the cluster unless it is there, complete or not at all, and returns its superuser's password. */
export async function prepareCluster({ folder, data, initdb, user, memory }: ClusterOptions): Promise<string> {
  const password = passwordIn(folder);
  if (existsSync(data)) return password;
  // What a killed run left half-made is made again.
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const secret = `${data}.password`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (user !== undefined) for (const each of [draft, secret]) chownSync(each, user.uid, user.gid);
  const line = [
    initdb,
    `--pgdata=${draft}`,
    `--pwfile=${secret}`,
    ...locale,
    ...access,
    ...(memory ? ['--no-sync'] : []),
  ];
  const logFile = join(folder, 'initdb.log');
  const { exited } = launch({ line, env: environment, stopSignal: 'SIGTERM', user }, logFile);
  const { code, signal } = await exited;
  rmSync(secret);
  if (code !== 0) throw new Error(`initdb failed (${signal ?? code}):\n${readFileSync(logFile, 'utf8').trimEnd()}`);
  renameSync(draft, data);
  return password;
}

/**
 * Postgres refuses to start while `postmaster.pid` names a process that lives, which after a kill may be any process that was
 * given the number since. When we know that the server it means is gone, the file goes.
 */
export function removeStalePid(data: string, lastPid: number | undefined): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (pid === lastPid || !(pid > 0) || birthOf(pid) === undefined) rmSync(file);
}
