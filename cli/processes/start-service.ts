import { join } from 'node:path';
import { eventStoreFolder } from '../../embedded/data-folders.ts';
import { logFile } from '../../embedded/eventstoredb/definition.ts';
import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import { createProcessMetrics, publishMetrics } from '../../src/service/processes/metrics.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { sendTraces } from '../../src/service/processes/tracing.ts';
import type { Cli } from '../host/host.ts';
import { seedIfChanged, waitUntilReadable } from '../seed/seed-at-start.ts';
import type { Embedded } from '../setup/embedded.ts';
import type { Settings } from '../setup/settings.ts';

/** The running service. `isNew`: whether this is the first start of the installation. */
export type Service = AsyncDisposable & Readonly<{ address: string; core: Application; isNew: boolean }>;

/**
 * Applies migrations and the seed data, then starts the pipeline, the metrics and the API. Disposing of the result
 * stops these parts in reverse order.
 */
export async function startService(
  cli: Cli,
  { config, secrets, logger }: Settings,
  { addresses, services }: Embedded,
  seed: boolean,
): Promise<Service> {
  await using parts = new AsyncDisposableStack();
  await migrate({ databaseUrl: addresses.databaseUrl, folder: migrationsFolder });
  const core = parts.use(await connect(config, secrets, addresses, logger));
  // Seeding comes before the pipeline starts, because the pipeline applies the backlog in full batches, which is
  // faster.
  const { events, isFirst } = seed ? await seedIfChanged(cli, core) : { events: 0, isFirst: false };
  const traces = await sendTraces(core);
  parts.defer(() => traces.close());
  // An embedded Postgres has no other dispatcher. A lease that is still held belongs to a process that was killed, so
  // the pipeline takes over the lease at once.
  const pipeline = await runPipeline(core, { seize: services.postgres !== undefined });
  parts.defer(() => pipeline.close());
  if (events > 0) await waitUntilReadable(cli, core);
  const embeddedLog = services.eventStore && logFile(join(config.dataDir, eventStoreFolder));
  const published = await publishMetrics(core, createProcessMetrics(core, embeddedLog));
  parts.defer(() => published.close());
  const api = await serve(core, { secrets });
  parts.defer(() => api.close());
  const running = parts.move();
  return { address: api.address, core, isNew: isFirst, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
