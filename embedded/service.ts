import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type Command, type Exit, launch } from './child.ts';
import { endLeftOver, recordProcess } from './left-over.ts';
import { freePort } from './ports.ts';

export type ServiceName = 'eventStore' | 'postgres' | 'redis';

/** What one kind of service needs told apart from the others; starting, watching and stopping are the same for all. */
export type Recipe = {
  readonly name: ServiceName;
  readonly title: string;
  /** Holds its data, its log `server.log` and the note on its process. */
  readonly folder: string;
  command(port: number): Command;
  url(port: number): string;
  /** Runs before every launch; `lastPid` is the process that had the data before and is gone. */
  tidy?(lastPid: number | undefined): void;
  /** Done when the service answers; gives up when the signal says that its process has ended. */
  ready(url: string, ended: AbortSignal, stdout: Readable | null): Promise<void>;
};

/** A running service. It keeps its address for good; its process changes with a restart. */
export type Service = {
  readonly name: ServiceName;
  readonly url: string;
  readonly pid: number;
  /** How its present process ends, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Sends a signal and waits for the end it brings; SIGKILL takes the service's own children with it, like a power cut. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Freezes it: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same port and data; a running one is stopped first, in order. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

type Say = (line: string) => void;

const startMilliseconds = 120_000;
const logBytes = 8 * 1024 * 1024;

const portTaken = /address already in use|EADDRINUSE/i;
/** Postgres' last processes still hold the memory of a server that was killed; they go as soon as they notice. */
const stillHeld = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

/** What a log has gained since it had this size. */
function readFrom(file: string, start: number): string {
  const log = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(log).size - start);
    readSync(log, bytes, 0, bytes.length, start);
    return bytes.toString();
  } finally {
    closeSync(log);
  }
}

function sizeOf(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < logBytes) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

/**
 * Starts a service and waits until it answers. On a port that was not asked for it tries another when somebody is faster.
 * `lost` is called when its process ends though nobody here asked for that.
 */
export async function startService(
  recipe: Recipe,
  { port: wanted, say, lost }: { port: number | undefined; say: Say; lost: (exit: Exit) => void },
): Promise<Service> {
  const { name, title, folder } = recipe;
  const logFile = join(folder, 'server.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let port = wanted ?? (await freePort());
  let child: Child;
  let expected = false;

  /** How it ended before it answered, or nothing if it answers. */
  const attempt = async (): Promise<Exit | undefined> => {
    const command = recipe.command(port);
    const lastPid = await endLeftOver(folder, title, command.stopSignal, say);
    recipe.tidy?.(lastPid);
    child = launch(command, logFile);
    recordProcess(folder, child.pid);
    const { exited, kill, stdout } = child;
    const ended = new AbortController();
    const clock = setTimeout(() => kill('SIGKILL'), startMilliseconds);
    exited.then(() => ended.abort());
    try {
      await Promise.race([recipe.ready(recipe.url(port), ended.signal, stdout), exited]);
      return ended.signal.aborted ? await exited : undefined;
    } catch (error) {
      if (!ended.signal.aborted) say(`${title} does not answer: ${error}`);
      return kill('SIGKILL');
    } finally {
      clearTimeout(clock);
    }
  };

  const start = async (mayMove: boolean): Promise<void> => {
    const deadline = performance.now() + startMilliseconds;
    for (let moves = 0; ; ) {
      const from = sizeOf(logFile);
      expected = true;
      const exit = await attempt();
      if (exit === undefined) break;
      const said = readFrom(logFile, from);
      if (portTaken.test(said) && mayMove && moves++ < 10) port = await freePort();
      else if (stillHeld.test(said) && performance.now() < deadline) await delay(100);
      else throw new Error(`${title} did not start (${exit.signal ?? `exit code ${exit.code}`}):\n${said.trimEnd()}`);
    }
    expected = false;
    child.exited.then((exit) => {
      if (!expected) lost(exit);
    });
  };

  await start(wanted === undefined);
  // Fields of the present process are read late: a restart replaces it.
  const present = () => child;
  const end = async (how: (running: Child) => Promise<Exit>): Promise<Exit> => {
    expected = true;
    return how(present());
  };
  return {
    name,
    url: recipe.url(port),
    get pid() {
      return present().pid;
    },
    get exited() {
      return present().exited;
    },
    kill: (signal = 'SIGKILL') => end((running) => running.kill(signal)),
    pause: () => present().pause(),
    resume: () => present().resume(),
    restart: async () => {
      await end((running) => running.stop());
      await start(false);
    },
    stop: async () => {
      await end((running) => running.stop());
    },
  };
}
