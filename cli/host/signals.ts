import { CliError, type Host } from './host.ts';

/** One Ctrl-C can arrive twice: from the terminal, and from npm, which passes it on. */
const echoMs = 1_000;

/** Returns a function that says whether a signal, after the one that arrived now, is another one and not its echo. */
export function createEchoFilter(): () => boolean {
  const first = performance.now();
  return () => performance.now() - first > echoMs;
}

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

/**
 * Runs work that SIGINT, SIGTERM or SIGHUP, the end of the terminal, aborts with the error of `reason`. A second signal ends
 * the process.
 */
export async function abortable<Result>(
  host: Host,
  reason: () => Error,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  let isAnother = () => true;
  const release = onSignals(host, ['SIGINT', 'SIGTERM', 'SIGHUP'], (name) => {
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

/** Runs work that writes a file. When a signal stops it, it removes what it has written. */
export const writing = <Result>(host: Host, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> =>
  abortable(host, () => new CliError('Stopped; nothing is written.'), work);
