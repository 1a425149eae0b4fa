import { mkdirSync } from 'node:fs';
import type { Child, Exit } from '../processes/child.ts';
import { freePort } from '../processes/ports.ts';
import type { Say, ServiceDefinition, ServiceName } from './definition.ts';
import { startUntilReady } from './start.ts';

/** A running service. Its address never changes; its process changes with a restart. */
export type Service = {
  readonly name: ServiceName;
  readonly url: string;
  readonly pid: number;
  /** Resolves when the present process ends, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Sends a signal and waits for the end. SIGKILL kills the service's child processes too, like a power failure. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Freezes the service: connections stay open, and nothing answers. */
  pause(): void;
  resume(): void;
  /** Stops a running service in order, and starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** @defaultValue a free port */
  readonly port: number | undefined;
  readonly say: Say;
  /** Called when the process ends without a request by `kill`, `restart` or `stop`. */
  readonly onUnexpectedExit: (exit: Exit) => void;
};

/** Starts a service and waits until it answers. */
export async function startService(
  definition: ServiceDefinition,
  { port: fixedPort, say, onUnexpectedExit }: StartOptions,
): Promise<Service> {
  const { name, folder } = definition;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let child: Child;
  let exitExpected = false;

  const onLaunch = (launched: Child) => {
    child = launched;
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
    // A restart replaces the process, so its properties are read on each access.
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
