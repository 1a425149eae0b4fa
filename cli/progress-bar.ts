import { SingleBar } from 'cli-progress';
import { say } from './terminal.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A bar on standard error. A signal that ends the process while it runs finds the cursor shown again, and is told of by `stopped`. */
export function barOf(format: string, stopped?: string): SingleBar {
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true });
  const leave = (signal: NodeJS.Signals) => {
    bar.stop();
    if (stopped !== undefined) say(stopped);
    // Somebody else may know how to end in order.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  bar.on('start', () => {
    for (const signal of signals) process.on(signal, leave);
  });
  bar.on('stop', () => {
    for (const signal of signals) process.off(signal, leave);
  });
  return bar;
}
