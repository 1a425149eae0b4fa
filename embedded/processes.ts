import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

// Slim containers have no `ps`, other systems no /proc: each is asked what it has.
const hasProc = process.platform === 'linux';

/** The fields of /proc/PID/stat from the state on; a name may hold spaces and brackets, so they are read behind the last one. */
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
 * When the process began, in the system's own words. A pid is given out again after its end; pid and birth together name one
 * process for good. `undefined` when there is none: a zombie counts as gone.
 */
export function birthOf(pid: number): string | undefined {
  if (hasProc) {
    const stat = statOf(pid);
    return stat === undefined || stat[0] === 'Z' || stat[0] === 'X' ? undefined : stat[19];
  }
  const [state, ...birth] = ps('-o', 'state=,lstart=', '-p', String(pid)).trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : birth.join(' ');
}

function parents(): Map<number, number> {
  if (!hasProc) {
    const rows = ps('-A', '-o', 'pid=,ppid=').trim().split('\n');
    return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), Number(statOf(Number(pid))?.[1])]));
}

/** Children, grandchildren and so on, as they are at this moment. */
export function descendantsOf(pid: number): number[] {
  const parentOf = parents();
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parentOf) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** Sends a signal; a process that is already gone is no error. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
