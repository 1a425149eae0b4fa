import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descendantsOf, sendSignal, startTimeOf } from './process-table.ts';
import { waitUntil } from './wait.ts';

type ProcessId = { readonly pid: number; readonly birth: string | undefined };
type ProcessFile = ProcessId & { readonly owner: ProcessId };

const fileOf = (folder: string) => join(folder, 'process.json');
const identify = (pid: number): ProcessId => ({ pid, birth: startTimeOf(pid) });
const isAlive = ({ pid, birth }: ProcessId) => birth !== undefined && startTimeOf(pid) === birth;

/**
 * Records in a service's folder which process runs the service and which process started it. The file remains after
 * both have ended.
 */
export function writeProcessFile(folder: string, pid: number): void {
  const content: ProcessFile = { ...identify(pid), owner: identify(process.pid) };
  writeFileSync(fileOf(folder), JSON.stringify(content), { mode: 0o600 });
}

function readProcessFile(folder: string): ProcessFile | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as ProcessFile;
  } catch {
    // The file is missing, or a power failure truncated it; in both cases the recorded process has ended.
    return undefined;
  }
}

export type OrphanOptions = {
  readonly folder: string;
  readonly title: string;
  readonly stopSignal: NodeJS.Signals;
  readonly say: (line: string) => void;
};

/**
 * Stops a server of an earlier run whose parent process has died, by SIGKILL if necessary, because two servers must
 * never use the same data. Returns the pid of the last process that used the data, which has ended.
 * @throws Error when the server's parent process is still alive.
 */
export async function stopOrphan({ folder, title, stopSignal, say }: OrphanOptions): Promise<number | undefined> {
  const last = readProcessFile(folder);
  if (last === undefined || !isAlive(last)) return last?.pid;
  if (isAlive(last.owner)) throw new Error(`${title} in ${folder} is already run by process ${last.owner.pid}`);
  say(`${title} of an earlier run is still running (process ${last.pid}); stopping it`);
  sendSignal(last.pid, 'SIGCONT');
  sendSignal(last.pid, stopSignal);
  if (!(await waitUntil(5_000, () => !isAlive(last)))) {
    for (const pid of [last.pid, ...descendantsOf(last.pid)]) sendSignal(pid, 'SIGKILL');
    await waitUntil(5_000, () => !isAlive(last));
  }
  return last.pid;
}
