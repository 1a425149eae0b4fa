import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';

// Where processes are listed: Linux has /proc, but its slim containers lack `ps`; other systems have `ps`, but no
// /proc.
const hasProc = process.platform === 'linux';

/**
 * The fields of /proc/PID/stat from the process state on. They follow the last bracket, because the process name before
 * them may contain brackets.
 */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const ps = (...args: string[]): string =>
  spawnSync('ps', args, { encoding: 'utf8', env: { LC_ALL: 'C' } }).stdout ?? '';

/**
 * The start time of a process, in the format of the operating system; `undefined` if the process does not exist or is a
 * zombie. Pids are reused, but a pid and a start time together identify one process for ever.
 */
export function startTimeOf(pid: number): string | undefined {
  if (hasProc) {
    const stat = statOf(pid);
    return stat === undefined || stat[0] === 'Z' || stat[0] === 'X' ? undefined : stat[19];
  }
  const [state, ...startTime] = ps('-o', 'state=,lstart=', '-p', String(pid)).trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : startTime.join(' ');
}

function readParents(): Map<number, number> {
  if (!hasProc) {
    const rows = ps('-A', '-o', 'pid=,ppid=').trim().split('\n');
    return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), Number(statOf(Number(pid))?.[1])]));
}

/** The pids of the current children, grandchildren and so on of a process. */
export function descendantsOf(pid: number): number[] {
  const parentOf = readParents();
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parentOf) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** The ids of the users that run processes at present. */
export function runningUsers(): ReadonlySet<number> {
  if (!hasProc) return new Set(ps('-A', '-o', 'uid=').trim().split('\n').map(Number));
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Set(pids.map((pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid ?? 0));
}

/** Sends a signal to a process; does nothing if the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
