import type { SingleBar } from 'cli-progress';
import type { Cli } from './host.ts';
import { onSignals } from './signals.ts';

export type ProgressBar = Readonly<{
  update: (value: number, fields?: object) => void;
  setTotal: (total: number) => void;
  /** Clears the bar's line and calls `write`, so that the lines it writes appear above the bar. */
  above: (write: () => void) => void;
  stop: () => void;
}>;

type BarOptions = Readonly<{
  format: string;
  total: number;
  /** The first values of the fields that only this format has. */
  fields?: object;
  /** The message that is printed when a signal interrupts the work. */
  interrupted?: string;
  isShown?: boolean;
}>;

/**
 * Starts a progress bar on standard error. When standard error is no terminal, nothing is drawn. A signal makes the
 * cursor visible again.
 */
export async function startProgressBar(cli: Cli, { isShown = true, ...options }: BarOptions): Promise<ProgressBar> {
  if (!isShown || !cli.stderr.isTTY) {
    return { update: () => {}, setTotal: () => {}, above: (write) => write(), stop: () => {} };
  }
  const bar = await drawBar(cli, options);
  return {
    update: (value, fields = {}) => bar.update(value, fields),
    setTotal: (total) => bar.setTotal(total),
    above(write) {
      cli.stderr.write('\r\u001b[K');
      write();
    },
    stop: () => bar.stop(),
  };
}

async function drawBar(cli: Cli, { format, total, fields = {}, interrupted }: BarOptions): Promise<SingleBar> {
  // The bundle finds a package in CommonJS only under its default name.
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({ format, stream: cli.stderr, hideCursor: true });
  const release = onSignals(cli, ['SIGINT', 'SIGTERM', 'SIGHUP'], (signal) => {
    bar.stop();
    if (interrupted !== undefined) cli.say(interrupted);
    // Another listener for the signal ends the process in its own way. Without one, the signal ends the process.
    if (cli.signals.listenerCount(signal) === 0) cli.raise(signal);
  });
  bar.on('stop', release);
  bar.start(total, 0, fields);
  return bar;
}
