import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreatePassword } from '../password.ts';
import { launch, type User } from '../processes/child.ts';
import { startTimeOf } from '../processes/process-table.ts';

/** The superuser of the cluster, and the name of its database. */
export const role = 'irontrack';

/** The environment of Postgres' programs. Ours is not passed on: PGDATA, PGPORT and the like would mislead them. */
export const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', HOME: '/' };

// Postgres' own rules for sorting and case, so that they are the same on every machine, unlike those of libc and ICU.
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const access = [`--username=${role}`, '--auth-host=scram-sha-256', '--auth-local=reject'];

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

/** Creates the cluster atomically, unless it exists. Returns the password of its superuser. */
export async function prepareCluster(options: ClusterOptions): Promise<string> {
  const { folder, data, initdb, user, ephemeral } = options;
  const password = readOrCreatePassword(folder);
  if (existsSync(data)) return password;
  const draft = `${data}.new`;
  // A run that was killed may have left an incomplete draft.
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const each of [draft, passwordFile]) chownSync(each, user.uid, user.gid);
  const sync = ephemeral ? ['--no-sync'] : [];
  const line = [initdb, `--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...locale, ...access, ...sync];
  await runInitdb(line, user, join(folder, 'initdb.log')).finally(() => rmSync(passwordFile));
  renameSync(draft, data);
  return password;
}

/**
 * Postgres refuses to start while the pid in `postmaster.pid` belongs to a live process. After a kill that may be any process,
 * because pids are reused. Removes the file when its server has certainly ended.
 */
export function removeStalePidFile(data: string, lastPid: number | undefined): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (pid === lastPid || !(pid > 0) || startTimeOf(pid) === undefined) rmSync(file);
}
