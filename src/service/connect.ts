import { breathe as breatheForRequests } from '../infra/local/breathe.ts';
import type { Secrets } from '../infra/local/secret-file.ts';
import { isWorkerAnnounced } from '../infra/redis/worker-presence.ts';
import type { Logger } from '../ports/logger.ts';
import type { Projection } from '../projections/core/projection.ts';
import { models } from '../projections/models/all.ts';
import { createProgressMonitor } from '../projections/progress.ts';
import { activeProjections, modelFor } from '../projections/versions/topology.ts';
import { createAdapters } from './adapters.ts';
import { assemble } from './assemble.ts';
import type { Config } from './config.ts';
import { type Addresses, type Connections, openConnections } from './connections.ts';
import { createObservers } from './observers.ts';
import { createOutageLog } from './outage-log.ts';

/** Everything that the service's processes and the CLI commands use: settings, connections, adapters and use cases. */
export type Application = Awaited<ReturnType<typeof connect>>;

type Options = Readonly<{
  /** How long work in this process pauses for other work of it. @defaultValue leaves half of the process to requests */
  breathe?: () => Promise<void>;
  /** Whether this is the restore itself, which may use a database that is not restored yet. */
  isRestoring?: boolean;
}>;

/** Opens the connections and assembles the service. Disposing of the result closes the connections. */
export async function connect(
  config: Config,
  secrets: Pick<Secrets, 'masterKey'>,
  addresses: Addresses,
  base: Logger,
  { breathe = breatheForRequests, isRestoring }: Options = {},
) {
  const outages = createOutageLog(base);
  const { logger } = outages;
  const masterKey = Buffer.from(secrets.masterKey, 'base64');
  await using opened = new AsyncDisposableStack();
  const connections = opened.use(await openConnections({ ...config, addresses, masterKey, outages, isRestoring }));
  const observers = createObservers();
  const { observe } = observers;
  const adapters = createAdapters(connections, { config, addresses, logger, observe, breathe });
  const application = {
    ...{ config, addresses, logger },
    ...connections,
    ...observers,
    ...adapters,
    ...assemble(adapters),
    ...createMonitoring(connections),
  };
  const all = opened.move();
  return { ...application, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

function createMonitoring({ db, redis, log, layout, topology }: Connections) {
  return {
    pipelineStatus: createProgressMonitor({
      ...{ db, log, layout },
      projections: () => activeProjections(models, topology.now()),
      isWorkerRunning: () => isWorkerAnnounced(redis),
    }),
    /** Returns the projection that fills a version of a read model; undefined when this build does not have it. */
    async projectionOf(name: string, number: number): Promise<Projection | undefined> {
      const { versions } = await topology.refresh();
      const found = versions.find((each) => each.projection === name && each.version === number);
      return found && modelFor(models, found)?.forVersion(number);
    },
  };
}
