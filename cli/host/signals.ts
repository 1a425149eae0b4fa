import type { Host } from './host.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C can arrive twice: from the terminal, and from npm, which passes it on. */
const echoMs = 1_000;

/** Returns a function that says whether a signal, after the one that arrived now, is another one and not its echo. */
function createEchoFilter(): () => boolean {
  const first = performance.now();
  return () => performance.now() - first > echoMs;
}

/**
 * Waits for the first SIGINT, SIGTERM or SIGHUP. When the same signal is sent a second time, the process ends at once.
 */
export const untilStopped = ({ signals, exit }: Pick<Host, 'signals' | 'exit'>): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of stopSignals) {
      signals.once(signal, () => {
        const isAnother = createEchoFilter();
        signals.on(signal, () => isAnother() && exit(1));
        resolve(signal);
      });
    }
  });

/** Calls the listener whenever one of these signals arrives, until the returned function is called. */
export function onSignals(
  { signals }: Host,
  names: readonly NodeJS.Signals[],
  listener: (signal: NodeJS.Signals) => void,
): () => void {
  for (const name of names) signals.on(name, listener);
  return () => {
    for (const name of names) signals.off(name, listener);
  };
}

/** Runs work that SIGINT or SIGTERM aborts with the error of `reason`. A second signal ends the process. */
export async function abortable<Result>(
  host: Host,
  reason: () => Error,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  let isAnother = () => true;
  const release = onSignals(host, ['SIGINT', 'SIGTERM'], (name) => {
    if (!stop.signal.aborted) {
      isAnother = createEchoFilter();
      return stop.abort(reason());
    }
    if (!isAnother()) return;
    release();
    host.raise(name);
  });
  return work(stop.signal).finally(release);
}

const graceMs = 1_000;

/**
 * Ends the process in one second if it has not ended by then. A process that has closed all its parts may be kept alive
 * by something else, such as a running VACUUM.
 */
export const exitSoon = ({ exit }: Host): void => void setTimeout(() => exit(), graceMs).unref();
