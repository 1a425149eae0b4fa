import type { Config } from '../../src/service/config.ts';
import { publishSharedMetrics } from '../../src/service/processes/metrics.ts';
import type { Cli } from '../host/host.ts';
import { onSignals } from '../host/signals.ts';
import { untilStopped } from '../host/until-stopped.ts';
import { createApiProcesses } from './api-processes.ts';

/**
 * Runs several processes of the API, which share its address, until a signal stops them. SIGUSR2 replaces them one after
 * the other, so that a new build or other settings need no pause.
 */
export async function serveProcesses(cli: Cli, count: number, config: Config): Promise<void> {
  const stopped = untilStopped(cli);
  const stop = new AbortController();
  void stopped.then(() => stop.abort());
  await using parts = new AsyncDisposableStack();
  const published = await publishSharedMetrics(config);
  parts.defer(() => published.close());
  const api = createApiProcesses(cli, stop.signal);
  parts.defer(api.stopAll);
  // The first one creates missing secrets, and reports what is wrong with the settings.
  await api.start();
  await Promise.all(Array.from({ length: count - 1 }, api.start));
  cli.print(`${count} processes of IronTrack are ready`);
  parts.defer(
    onSignals(
      cli,
      ['SIGUSR2'],
      oneAtOnce(() => replace(cli, api.replaceAll)),
    ),
  );
  await stopped;
  cli.say('Stopping …');
}

async function replace({ print, say }: Cli, replaceAll: () => Promise<void>): Promise<void> {
  try {
    await replaceAll();
    print('Each process of IronTrack is replaced');
  } catch {
    say('A new process has ended at its start. The others go on.');
  }
}

/** A function that does nothing while its work goes on. */
function oneAtOnce(work: () => Promise<void>): () => void {
  let isWorking = false;
  return () => {
    if (isWorking) return;
    isWorking = true;
    void work().finally(() => {
      isWorking = false;
    });
  };
}
