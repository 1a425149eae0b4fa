import { spawnSync } from 'node:child_process';

// BusyBox has a program of the same name without --pdeathsig, so only a trial shows whether it works.
const setpriv = 'setpriv';
let isSupported: boolean | undefined;
const trial = () => spawnSync(setpriv, ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;

/**
 * The command line that runs `command` with the parent-death signal: the kernel sends `stopSignal` to it when this process dies.
 * Returns `command` unchanged where the system cannot do that.
 */
export function deathSignalCommand(command: readonly string[], stopSignal: NodeJS.Signals): readonly string[] {
  isSupported ??= process.platform === 'linux' && trial();
  if (!isSupported) return command;
  // This process may die between the fork and the request to the kernel; then the child has another parent and must not start.
  const unlessOrphan = '[ "$PPID" = "$0" ] && exec "$@"';
  const shell = ['/bin/sh', '-c', unlessOrphan, String(process.pid), ...command];
  return [setpriv, '--pdeathsig', stopSignal.slice(3), '--', ...shell];
}
