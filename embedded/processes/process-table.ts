import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

// Linux has /proc, and slim containers lack `ps`; other systems have `ps` and lack /proc.
const hasProc = process.platform === 'linux';

/** The fields of /proc/PID/stat from the state on. They follow the last bracket, since the name may contain brackets. */
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
 * The start time of a process, in the format of the system; `undefined` for a process that does not exist or is a zombie. The
 * system reuses pids, but pid and start time together identify one process permanently.
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

/** The present children, grandchildren and so on of a process. */
export function descendantsOf(pid: number): number[] {
  const parentOf = readParents();
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parentOf) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** Sends a signal; does nothing if the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
