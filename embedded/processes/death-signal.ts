import { spawnSync } from 'node:child_process';

// The program `setpriv` of BusyBox lacks the option --pdeathsig, so only a trial shows whether this machine supports
// it.
const setpriv = 'setpriv';
let isSupported: boolean | undefined;
const trial = () => spawnSync(setpriv, ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;

/**
 * The command line that runs `command` with the parent-death signal of Linux: the kernel sends `stopSignal` to the
 * program when this process dies. Returns `command` unchanged where the system does not support that.
 */
export function deathSignalCommand(command: readonly string[], stopSignal: NodeJS.Signals): readonly string[] {
  isSupported ??= process.platform === 'linux' && trial();
  if (!isSupported) return command;
  // If this process dies before the child has asked the kernel for the signal, the child has another parent process and
  // must not start.
  const unlessOrphan = '[ "$PPID" = "$0" ] && exec "$@"';
  const shell = ['/bin/sh', '-c', unlessOrphan, String(process.pid), ...command];
  return [setpriv, '--pdeathsig', stopSignal.slice(3), '--', ...shell];
}
