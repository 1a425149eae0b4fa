import { spawn, spawnSync } from 'node:child_process';

/*
 * Two ties make a child end with us, even when we are killed without a chance to act; each covers what the other can't:
 * - the kernel's parent-death signal (Linux, through `setpriv`) needs no further process, so nobody can kill it, but it is one
 *   orderly signal, which a frozen or stuck server does not obey;
 * - a guard, a small shell whose standard input is a pipe from us, sees that pipe end, wakes what is frozen, asks, and then kills.
 *   It works wherever there is a shell. It lives in a session of its own and is started again if somebody kills it.
 */

// Reads "done" (the child has ended: its pid may soon be another's) or the pids that are frozen now.
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

export type Guard = { frozen(pids: readonly number[]): void; dismiss(): void };

/** Ends the process with us: the stop signal, and 10 s later SIGKILL. */
export function guard(pid: number, stopSignal: NodeJS.Signals): Guard {
  let last = '';
  let dismissed = false;
  let tell: (line: string) => void = () => {};
  const keep = () => {
    const args = ['-c', script, 'irontrack-guard', String(pid), stopSignal.slice(3)];
    const shell = spawn('/bin/sh', args, { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.once('error', () => {});
    shell.stdin.on('error', () => {});
    // A guard that ended by itself has nothing to guard; one that was killed is replaced.
    shell.once('exit', (_code, signal) => signal !== null && !dismissed && keep());
    shell.unref();
    tell = (line) => shell.stdin.write(`${line}\n`);
    if (last !== '') tell(last);
  };
  keep();
  return {
    frozen: (pids) => {
      last = pids.join(' ');
      tell(last);
    },
    dismiss: () => {
      dismissed = true;
      tell('done');
    },
  };
}

// Of two programs of that name, BusyBox' has no --pdeathsig: trying it tells.
const setpriv = 'setpriv';
let knowsDeathSignal: boolean | undefined;
const deathSignalWorks = () =>
  spawnSync(setpriv, ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;

/** The command line that asks the kernel for the parent-death signal, where there is one, before it becomes the command. */
export function tiedByKernel(command: readonly string[], stopSignal: NodeJS.Signals): readonly string[] {
  knowsDeathSignal ??= process.platform === 'linux' && deathSignalWorks();
  if (!knowsDeathSignal) return command;
  // The comparison closes the gap between fork and request, in which our death would go unnoticed.
  const unlessOrphan = '[ "$PPID" = "$0" ] && exec "$@"';
  const shell = ['/bin/sh', '-c', unlessOrphan, String(process.pid), ...command];
  return [setpriv, '--pdeathsig', stopSignal.slice(3), '--', ...shell];
}
