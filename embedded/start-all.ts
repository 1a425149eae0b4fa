import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventStoreFolder, postgresFolder } from './data-folders.ts';
import { createEventStoreDefinition } from './eventstoredb/definition.ts';
import { createPostgresDefinition } from './postgres/definition.ts';
import type { Exit } from './processes/child.ts';
import { createRedisDefinition } from './redis/definition.ts';
import type { Say, ServiceDefinition, ServiceName } from './service/definition.ts';
import { type Service, type StartOptions, startService } from './service/service.ts';

export type PerService<T> = Readonly<Record<ServiceName, T>>;

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
  /** Called once when the programs of all services run, which answer some time later. */
  readonly onLaunched?: () => void;
};

export type ServiceExit = Exit & { readonly name: ServiceName };

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
export async function startAll(
  options: ServicesOptions,
  home: string,
  onExit: (exit: ServiceExit) => void,
): Promise<{ started: Started; failure: PromiseRejectedResult | undefined }> {
  const { needs, ports = {}, say, onLaunched } = options;
  const definitions = definitionsOf(options);
  const names = (['eventStore', 'postgres', 'redis'] as const).filter((name) => needs[name]);
  const launched = new Set<ServiceName>();
  const onLaunch = (name: ServiceName) => {
    const before = launched.size;
    launched.add(name);
    if (before < names.length && launched.size === names.length) onLaunched?.();
  };
  const start = async (name: ServiceName): Promise<Service> => {
    const folder = join(home, definitions[name].folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const onUnexpectedExit: StartOptions['onUnexpectedExit'] = (exit) => onExit({ name, ...exit });
    const events = { onLaunch: () => onLaunch(name), onUnexpectedExit };
    return startService(await definitions[name].create(folder), { port: ports[name], say, ...events });
  };
  const results = await Promise.allSettled(names.map(start));
  const running = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  return {
    started: Object.fromEntries(running.map((service) => [service.name, service])),
    failure: results.find((result) => result.status === 'rejected'),
  };
}
