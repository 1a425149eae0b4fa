import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { descendantsOf } from '../../embedded/processes/process-table.ts';

/** Pids by the names under which their CPU time is reported. */
export type Pids = Readonly<Record<string, number>>;

/** Microseconds of CPU time, user and system together, by the name of the process. */
export type CpuTimes = Readonly<Record<string, number>>;

/** This process, which makes the load. */
const load = 'load';
let ticksPerSecond: number | undefined;

/**
 * The CPU time that this process and the given ones have used so far. Postgres has a process per connection, so the
 * children of the given processes count. The kernel counts in steps of 10 ms.
 */
export function readCpu(pids: Pids): CpuTimes {
  const { user, system } = process.cpuUsage();
  const others = Object.entries(pids).map(([name, pid]) => [name, timeOf([pid, ...descendantsOf(pid)])] as const);
  return { ...Object.fromEntries(others), [load]: user + system };
}

/** What each process has used between two readings, per call. */
export const cpuPerCall = (before: CpuTimes, after: CpuTimes, calls: number): CpuTimes =>
  Object.fromEntries(Object.entries(after).map(([name, time]) => [name, (time - (before[name] ?? 0)) / calls]));

function timeOf(pids: readonly number[]): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return (pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * 1e6) / ticksPerSecond;
}

/** User and system time of a process and of its children that have ended. */
function ticksOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  } catch {
    // The process has ended since its parent was asked for its children.
    return 0;
  }
}
