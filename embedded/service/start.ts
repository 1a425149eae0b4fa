import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type Exit, launch } from '../processes/child.ts';
import { stopOrphan, writeProcessFile } from '../processes/orphan.ts';
import { freePort } from '../processes/ports.ts';
import type { Say, ServiceDefinition } from './definition.ts';
import { readLogFrom, rotateLog, serverLog } from './server-log.ts';

export type Start = {
  readonly definition: ServiceDefinition;
  readonly say: Say;
  /** Called for each attempt to start the service, with the attempt's process. */
  readonly onLaunch: (child: Child) => void;
};

const startMilliseconds = 120_000;
const maxPortChanges = 10;

const portTaken = /address already in use|EADDRINUSE/i;
/**
 * The message when child processes of a killed Postgres still hold its shared memory. They end as soon as they notice
 * that Postgres is gone, so the start is tried again.
 */
const memoryHeld = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

/**
 * Waits until the service answers. If its process ends before, returns how the process ended; otherwise `undefined`.
 */
async function exitBeforeReady({ definition, say }: Start, url: string, child: Child): Promise<Exit | undefined> {
  const { exited, kill, stdout } = child;
  const ended = new AbortController();
  const timer = setTimeout(() => kill('SIGKILL'), startMilliseconds);
  exited.then(() => ended.abort());
  try {
    await Promise.race([definition.waitUntilReady(url, ended.signal, stdout), exited]);
    return ended.signal.aborted ? await exited : undefined;
  } catch (error) {
    if (!ended.signal.aborted) say(`${definition.title} does not answer: ${error}`);
    return kill('SIGKILL');
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(start: Start, port: number): Promise<Exit | undefined> {
  const { definition, say, onLaunch } = start;
  const { title, folder } = definition;
  const command = definition.command(port);
  const lastPid = await stopOrphan({ folder, title, stopSignal: command.stopSignal, say });
  definition.beforeStart?.(lastPid);
  const child = launch(command, serverLog(folder));
  writeProcessFile(folder, child.pid);
  onLaunch(child);
  return exitBeforeReady(start, definition.url(port), child);
}

/**
 * Starts the service and waits until it answers. Returns its port: `port`, or another one if `port` is in use by then
 * and `mayChangePort` is true.
 */
export async function startUntilReady(start: Start, port: number, mayChangePort: boolean): Promise<number> {
  const { title, folder } = start.definition;
  const deadline = performance.now() + startMilliseconds;
  let current = port;
  for (let changes = 0; ; ) {
    const logSize = rotateLog(folder);
    const exit = await attempt(start, current);
    if (exit === undefined) return current;
    const output = readLogFrom(folder, logSize);
    if (portTaken.test(output) && mayChangePort && changes++ < maxPortChanges) current = await freePort();
    else if (memoryHeld.test(output) && performance.now() < deadline) await delay(100);
    else throw new Error(`${title} did not start (${exit.signal ?? `exit code ${exit.code}`}):\n${output.trimEnd()}`);
  }
}
