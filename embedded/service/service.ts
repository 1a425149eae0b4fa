import { mkdirSync } from 'node:fs';
import type { Child, Exit } from '../processes/child.ts';
import { freePort } from '../processes/ports.ts';
import type { Say, ServiceDefinition, ServiceName } from './definition.ts';
import { startUntilReady } from './start.ts';

/** A running service. Its address never changes; a restart gives it a new process. */
export type Service = {
  readonly name: ServiceName;
  readonly url: string;
  readonly pid: number;
  /** Resolves when the service's current process ends, for whatever reason. */
  readonly exited: Promise<Exit>;
  /**
   * Sends a signal to the service and waits for its end. SIGKILL also kills its child processes, like a power failure.
   */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Freezes the service: its connections stay open, but it answers nothing. */
  pause(): void;
  resume(): void;
  /** Stops the service in an orderly way if it runs, and starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** The port of the service. @defaultValue a free port */
  readonly port: number | undefined;
  readonly say: Say;
  /** Called when the service's process has been started, each time. */
  readonly onLaunch?: () => void;
  /** Called when the service's process ends although neither `kill`, `restart` nor `stop` was called. */
  readonly onUnexpectedExit: (exit: Exit) => void;
};

/** Starts a service and waits until it answers. */
export async function startService(
  definition: ServiceDefinition,
  { port: fixedPort, say, onLaunch: onLaunched, onUnexpectedExit }: StartOptions,
): Promise<Service> {
  const { name, folder } = definition;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let child: Child;
  let exitExpected = false;

  const onLaunch = (launched: Child) => {
    child = launched;
    onLaunched?.();
  };
  const start = async (startPort: number, mayChangePort: boolean): Promise<number> => {
    exitExpected = true;
    const readyPort = await startUntilReady({ definition, say, onLaunch }, startPort, mayChangePort);
    exitExpected = false;
    child.exited.then((exit) => {
      if (!exitExpected) onUnexpectedExit(exit);
    });
    return readyPort;
  };

  const port = await start(fixedPort ?? (await freePort()), fixedPort === undefined);
  const end = async (how: (running: Child) => Promise<Exit>): Promise<Exit> => {
    exitExpected = true;
    return how(child);
  };
  return {
    name,
    url: definition.url(port),
    // A restart replaces the process, so these getters read the current one.
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    kill: (signal = 'SIGKILL') => end((running) => running.kill(signal)),
    pause: () => child.pause(),
    resume: () => child.resume(),
    restart: async () => {
      await end((running) => running.stop());
      await start(port, false);
    },
    stop: async () => {
      await end((running) => running.stop());
    },
  };
}
