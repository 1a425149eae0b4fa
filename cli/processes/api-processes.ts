import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cli, CliError } from '../host/host.ts';

/** The pause before a process that has ended by itself is replaced. */
const pauseMs = 1_000;

/** The processes of the API that share an address. */
export type ApiProcesses = Readonly<{
  /** Starts one more, and resolves when it listens. Throws when it ends before. */
  start: () => Promise<void>;
  /** Replaces all, one after the other, by processes that listen already. Stops at one that cannot start. */
  replaceAll: () => Promise<void>;
  stopAll: () => Promise<void>;
}>;

/** Creates the processes of the API. One that ends by itself is replaced, until the signal is aborted. */
export function createApiProcesses({ say }: Pick<Cli, 'say'>, signal: AbortSignal): ApiProcesses {
  const running = new Set<Worker>();

  async function start(): Promise<void> {
    const worker = await fork();
    running.add(worker);
    // A process that this one stops is no longer in the set.
    worker.once('exit', () => running.delete(worker) && void startAgain());
  }

  async function startAgain(): Promise<void> {
    while (!signal.aborted) {
      say('A process of the API has ended; starting another one.');
      await delay(pauseMs);
      const hasStarted = await start().then(
        () => true,
        () => false,
      );
      if (hasStarted) return;
    }
  }

  async function stop(worker: Worker): Promise<void> {
    if (!running.delete(worker)) return;
    const ended = once(worker, 'exit');
    worker.process.kill('SIGTERM');
    await ended;
  }

  return {
    start,
    async replaceAll() {
      for (const worker of [...running]) {
        if (signal.aborted) return;
        await start();
        await stop(worker);
      }
    },
    stopAll: async () => void (await Promise.all([...running].map(stop))),
  };
}

async function fork(): Promise<Worker> {
  const worker = cluster.fork();
  const listens = once(worker, 'listening').then(() => true);
  const isListening = await Promise.race([listens, once(worker, 'exit').then(() => false)]);
  if (!isListening) throw new CliError('A process of the API has ended at its start. Its message says why.');
  return worker;
}
