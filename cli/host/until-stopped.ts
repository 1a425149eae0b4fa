import type { Host } from './host.ts';
import { createEchoFilter } from './signals.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits for the first SIGINT, SIGTERM or SIGHUP. When the same signal is sent a second time, the process ends at once.
 */
export const untilStopped = ({ signals, exit }: Pick<Host, 'signals' | 'exit'>): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of stopSignals) {
      let isAnother: (() => boolean) | undefined;
      // One listener for all, because a signal that arrives between two listeners would kill the process.
      signals.on(signal, () => {
        if (isAnother) return void (isAnother() && exit(1));
        isAnother = createEchoFilter();
        resolve(signal);
      });
    }
  });

const graceMs = 1_000;

/**
 * Ends the process in one second if it has not ended by then. A process that has closed all its parts may be kept alive
 * by something else, such as a running VACUUM.
 */
export const exitSoon = ({ exit }: Host): void => void setTimeout(() => exit(), graceMs).unref();
