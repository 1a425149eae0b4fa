import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Exit } from './child.ts';
import { eventStoreRecipe, logFile } from './event-store.ts';
import { postgresRecipe } from './postgres/server.ts';
import { birthOf } from './processes.ts';
import { redisRecipe } from './redis/server.ts';
import { type Recipe, type Service, type ServiceName, startService } from './service.ts';

export type { ServiceName } from './service.ts';

type PerService<T> = Readonly<Record<ServiceName, T>>;

export type ServicesOptions = {
  /** Keeps the data between runs; whoever starts services on it holds its lock (`lockDataDir`). Unused with `memory`. */
  readonly dataDir: string;
  /** The services to start: those that nobody else provides. */
  readonly needs: PerService<boolean>;
  /** For tests: a temporary folder, nothing synced to disk, all gone after the stop. */
  readonly memory?: boolean;
  /** Fixed ports; a port that is not given is a free one. */
  readonly ports?: Partial<PerService<number>>;
  /** Hears, a line at a time, what the user should know. */
  readonly say: (line: string) => void;
};

/** The running services, all on 127.0.0.1. What was not needed is `undefined`. */
export type Services = {
  readonly eventStoreUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly eventStore: Service | undefined;
  readonly postgres: Service | undefined;
  readonly redis: Service | undefined;
  /** The present process of each. */
  readonly pids: Partial<PerService<number>>;
  /** The first service that ended though nobody asked for it here; pending as long as there is none. */
  readonly exited: Promise<Exit & { readonly name: ServiceName }>;
  /** Stops all, in order first and by SIGKILL if that takes too long. May be called twice. */
  stop(): Promise<void>;
};

const prefix = 'irontrack-';
const eventStoreFolder = 'eventstore';

/** A temporary folder; those of processes that were killed before they could remove theirs go now. */
function temporaryFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^irontrack-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && birthOf(Number(pid)) === undefined) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Whether an embedded event store has ever kept its log in this data folder. */
export const hasLog = (dataDir: string): boolean => existsSync(logFile(join(dataDir, eventStoreFolder)));

/** Starts the needed services side by side and waits until all answer; if one fails, the others are stopped again. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { needs, memory = false, ports = {}, say } = options;
  const home = memory ? temporaryFolder() : resolve(options.dataDir);
  const { promise: exited, resolve: lost } = Promise.withResolvers<Exit & { name: ServiceName }>();

  const start = async (name: ServiceName, folder: string, prepare: (folder: string) => Promise<Recipe>) => {
    if (!needs[name]) return undefined;
    const place = join(home, folder);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    return startService(await prepare(place), {
      port: ports[name],
      say,
      lost: (exit) => lost({ name, ...exit }),
    });
  };

  const started = await Promise.allSettled([
    start('eventStore', eventStoreFolder, async (folder) => eventStoreRecipe({ folder })),
    start('postgres', 'postgres', (folder) => postgresRecipe({ folder, memory, say })),
    start('redis', 'redis', (folder) => redisRecipe({ folder, memory, say })),
  ]);
  const [eventStore, postgres, redis] = started.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
  const running = [eventStore, postgres, redis].filter((service) => service !== undefined);

  const stopAll = async () => {
    await Promise.all(running.map((service) => service.stop()));
    if (memory) rmSync(home, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll());

  const failure = started.find((each) => each.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
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
