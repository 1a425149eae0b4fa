import { spawn } from 'node:child_process';

/*
 * Two mechanisms end a child process when this process dies, even by SIGKILL; each covers a weakness of the other one:
 * - The kernel's parent-death signal (death-signal.ts) needs no further process that could be killed, but it sends only
 *   one orderly signal, which a frozen or stuck server ignores.
 * - The watchdog, a small shell script whose standard input is a pipe from this process, notices the end of that pipe,
 *   resumes frozen processes, sends the stop signal, and later SIGKILL. It works on every system with a shell. It runs
 *   in its own Unix process session and is replaced if it is killed.
 */

// The watchdog's shell script. It reads lines from its standard input: "done" (the child has ended, so its pid may be
// reused), or the pids of the processes that are frozen now.
const script = `
trap '' HUP INT TERM
pid=$1 signal=$2 frozen=
while read -r line; do
  [ "$line" = done ] && exit 0
  frozen=$line
done
kill -CONT $frozen "$pid"
kill -s "$signal" "$pid" || exit 0
n=0
while kill -0 "$pid"; do
  n=$((n + 1))
  [ "$n" -gt 100 ] && kill -KILL $frozen "$pid" && exit 0
  sleep 0.1
done`;

export type Watchdog = {
  /** Tells the watchdog which processes are frozen, so that it can resume them when this process dies. */
  setFrozen(pids: readonly number[]): void;
  /** Ends the watchdog. Must be called when the child has ended. */
  dismiss(): void;
};

/**
 * Starts the watchdog, a process that ends the process `pid` when this process dies: by the stop signal, and after 10 s
 * by SIGKILL.
 */
export function startWatchdog(pid: number, stopSignal: NodeJS.Signals): Watchdog {
  let frozen = '';
  let dismissed = false;
  let send: (line: string) => void = () => {};
  const start = () => {
    const args = ['-c', script, 'irontrack-watchdog', String(pid), stopSignal.slice(3)];
    const shell = spawn('/bin/sh', args, { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.once('error', () => {});
    shell.stdin.on('error', () => {});
    // A watchdog that exits by itself has finished its work; a watchdog that was killed is replaced.
    shell.once('exit', (_code, signal) => signal !== null && !dismissed && start());
    shell.unref();
    send = (line) => shell.stdin.write(`${line}\n`);
    if (frozen !== '') send(frozen);
  };
  start();
  return {
    setFrozen: (pids) => {
      frozen = pids.join(' ');
      send(frozen);
    },
    dismiss: () => {
      dismissed = true;
      send('done');
    },
  };
}
