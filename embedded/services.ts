import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Service } from './service/service.ts';
import { type PerService, type ServiceExit, type ServicesOptions, startAll } from './start-all.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** The running services, all on 127.0.0.1. A service that is not needed is `undefined`. */
export type Services = {
  readonly eventStoreUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly eventStore: Service | undefined;
  readonly postgres: Service | undefined;
  readonly redis: Service | undefined;
  /** The pid of each service's current process. */
  readonly pids: Partial<PerService<number>>;
  /** Resolves when the first service ends unexpectedly, with that service and how it ended; pending until then. */
  readonly exited: Promise<ServiceExit>;
  /** Stops all services in an orderly way, or by SIGKILL if that lasts too long. Further calls have no effect. */
  stop(): Promise<void>;
};

/** Starts the needed services and waits until all answer. If one fails, the others are stopped again. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { ephemeral = false } = options;
  const home = ephemeral ? createTemporaryFolder() : resolve(options.dataDir);
  const { promise: exited, resolve: onExit } = Promise.withResolvers<ServiceExit>();
  const { started, failure } = await startAll(options, home, onExit);
  const running = Object.values(started);

  const stopAll = async () => {
    await Promise.all(running.map((service) => service.stop()));
    if (ephemeral) rmSync(home, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll());

  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  const { eventStore, postgres, redis } = started;
  return {
    eventStoreUrl: eventStore?.url,
    databaseUrl: postgres?.url,
    redisUrl: redis?.url,
    eventStore,
    postgres,
    redis,
    get pids() {
      return Object.fromEntries(running.map(({ name, pid }) => [name, pid]));
    },
    exited,
    stop,
  };
}
