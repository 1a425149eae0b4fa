import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreatePassword } from '../password.ts';
import { launch, type User } from '../processes/child.ts';
import { startTimeOf } from '../processes/process-table.ts';
import { adoptCluster } from './cluster-folder.ts';
import { superuser } from './role-names.ts';
import { userForInitdb } from './user.ts';

/**
 * The environment of Postgres' programs. This process's own environment is not passed on, because variables such as
 * PGDATA and PGPORT would mislead them.
 */
export const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', HOME: '/' };

// Postgres' built-in rules for sorting and letter case are the same on every machine, unlike those of libc and ICU.
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const access = [`--username=${superuser}`, '--auth-host=scram-sha-256', '--auth-local=reject'];

export type ClusterOptions = {
  readonly folder: string;
  readonly data: string;
  readonly initdb: string;
  readonly user: User | undefined;
  readonly ephemeral: boolean;
};

async function runInitdb(line: string[], user: User | undefined, logFile: string): Promise<void> {
  const { exited } = launch({ line, env: environment, stopSignal: 'SIGTERM', user }, logFile);
  const { code, signal } = await exited;
  if (code !== 0) throw new Error(`initdb failed (${signal ?? code}):\n${readFileSync(logFile, 'utf8').trimEnd()}`);
}

/** Creates the Postgres cluster atomically, unless it exists. Returns the password of its superuser. */
export async function prepareCluster(options: ClusterOptions): Promise<string> {
  const { folder, data, initdb, user, ephemeral } = options;
  const password = readOrCreatePassword(folder);
  if (existsSync(data)) return password;
  const draft = `${data}.new`;
  // A killed run may have left an incomplete draft of the cluster, which is removed.
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const creator = user && userForInitdb(user);
  if (creator !== undefined) for (const each of [draft, passwordFile]) chownSync(each, creator.uid, creator.gid);
  const sync = ephemeral ? ['--no-sync'] : [];
  const line = [initdb, `--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...locale, ...access, ...sync];
  await runInitdb(line, creator, join(folder, 'initdb.log')).finally(() => rmSync(passwordFile));
  if (user !== undefined) adoptCluster(draft, user);
  renameSync(draft, data);
  return password;
}

/**
 * Removes Postgres' `postmaster.pid` if the server that wrote it has certainly ended. Postgres refuses to start while
 * the pid in that file belongs to a live process, and after a kill the pid may have been reused by any process.
 */
export function removeStalePidFile(data: string, lastPid: number | undefined): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (pid === lastPid || !(pid > 0) || startTimeOf(pid) === undefined) rmSync(file);
}
