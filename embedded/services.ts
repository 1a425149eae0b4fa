import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createEventStoreDefinition, logFile } from './eventstoredb/definition.ts';
import { createPostgresDefinition } from './postgres/definition.ts';
import type { Exit } from './processes/child.ts';
import { createRedisDefinition } from './redis/definition.ts';
import type { Say, ServiceDefinition, ServiceName } from './service/definition.ts';
import { type Service, type StartOptions, startService } from './service/service.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

type PerService<T> = Readonly<Record<ServiceName, T>>;

export type ServicesOptions = {
  /** The folder for the services' data. The caller holds its lock (`lockDataDir`). Unused if `ephemeral` is true. */
  readonly dataDir: string;
  /** The services to start. */
  readonly needs: PerService<boolean>;
  /** For tests: keeps the data in a temporary folder, which `stop` removes, and never syncs it to disk. */
  readonly ephemeral?: boolean;
  /** Fixed ports of services. A service without a fixed port gets a free one. */
  readonly ports?: Partial<PerService<number>>;
  readonly say: Say;
};

type ServiceExit = Exit & { readonly name: ServiceName };

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

const eventStoreFolder = 'eventstore';
const postgresFolder = 'postgres';

/** Whether the data folder contains the log of an embedded event store. */
export const hasLog = (dataDir: string): boolean => existsSync(logFile(join(dataDir, eventStoreFolder)));

/** Whether the data folder contains data of an embedded event store or database. */
export const hasData = (dataDir: string): boolean =>
  [eventStoreFolder, postgresFolder].some((folder) => existsSync(join(dataDir, folder)));

type Definitions = PerService<{
  folder: string;
  create: (folder: string) => ServiceDefinition | Promise<ServiceDefinition>;
}>;

function definitionsOf({ ephemeral = false, say }: ServicesOptions): Definitions {
  return {
    eventStore: { folder: eventStoreFolder, create: (folder) => createEventStoreDefinition({ folder }) },
    postgres: { folder: postgresFolder, create: (folder) => createPostgresDefinition({ folder, ephemeral, say }) },
    redis: { folder: 'redis', create: (folder) => createRedisDefinition({ folder, ephemeral, say }) },
  };
}

type Started = Partial<PerService<Service>>;

/** Starts the needed services concurrently. If one does not start, `failure` is its error. */
async function startAll(
  options: ServicesOptions,
  home: string,
  onExit: (exit: ServiceExit) => void,
): Promise<{ started: Started; failure: PromiseRejectedResult | undefined }> {
  const { needs, ports = {}, say } = options;
  const definitions = definitionsOf(options);
  const names = (['eventStore', 'postgres', 'redis'] as const).filter((name) => needs[name]);
  const start = async (name: ServiceName): Promise<Service> => {
    const folder = join(home, definitions[name].folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const onUnexpectedExit: StartOptions['onUnexpectedExit'] = (exit) => onExit({ name, ...exit });
    return startService(await definitions[name].create(folder), { port: ports[name], say, onUnexpectedExit });
  };
  const results = await Promise.allSettled(names.map(start));
  const running = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  return {
    started: Object.fromEntries(running.map((service) => [service.name, service])),
    failure: results.find((result) => result.status === 'rejected'),
  };
}

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
