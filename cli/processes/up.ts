import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { connect } from '../../src/service/connect.ts';
import { createProcessMetrics, publishMetrics } from '../../src/service/processes/metrics.ts';
import { runPipeline } from '../../src/service/processes/pipeline.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { exitSoon, untilStopped } from '../host/signals.ts';
import { host, port } from '../options.ts';
import { seedIfChanged, waitUntilReadable } from '../seed/seed-at-start.ts';
import { type Embedded, startEmbedded } from '../setup/embedded.ts';
import { readSettings, type Settings } from '../setup/settings.ts';
import { requireFreePorts } from './require-free-ports.ts';

export const up = defineCommand({
  options: {
    host,
    port,
    data: { type: 'string', describe: 'Folder of the embedded data (IRONTRACK_DATA; default .irontrack)' },
    seed: { type: 'boolean', default: true, describe: 'First apply changes of the seed data' },
  },
  async run({ host, port, data, seed }, cli) {
    const stopped = untilStopped(cli);
    const settings = readSettings(cli, { HOST: host, PORT: port, IRONTRACK_DATA: data });
    await using parts = new AsyncDisposableStack();
    parts.defer(() => exitSoon(cli));
    const embedded = parts.use(await startEmbedded(cli, settings.config, () => requireFreePorts(settings.config)));
    const service = parts.use(await startService(cli, settings, embedded, seed));
    embedded.publish(service.address);
    cli.print(`IronTrack is ready at ${service.address}`);

    const cause = await Promise.race([stopped, embedded.services.exited]);
    cli.say(typeof cause === 'string' ? 'Stopping …' : `The embedded ${cause.name} has ended; stopping.`);
    if (typeof cause !== 'string') throw new CliError(`The embedded ${cause.name} ended unexpectedly.`);
  },
});

/**
 * Applies migrations and the seed data, then starts the pipeline, the metrics and the API. Disposing of the result
 * stops these parts in reverse order.
 */
async function startService(
  cli: Cli,
  { config, secrets, logger }: Settings,
  { addresses, services }: Embedded,
  seed: boolean,
): Promise<AsyncDisposable & { address: string }> {
  await using parts = new AsyncDisposableStack();
  await migrate({ databaseUrl: addresses.databaseUrl, folder: migrationsFolder });
  const core = parts.use(await connect(config, secrets, addresses, logger));
  // Seeding comes before the pipeline starts, because the pipeline applies the backlog in full batches, which is
  // faster.
  const { events } = seed ? await seedIfChanged(cli, core) : { events: 0 };
  // An embedded Postgres has no other dispatcher. A lease that is still held belongs to a process that was killed, so
  // the pipeline takes over the lease at once.
  const pipeline = await runPipeline(core, { seize: services.postgres !== undefined });
  parts.defer(() => pipeline.close());
  if (events > 0) await waitUntilReadable(cli, core);
  const metrics = createProcessMetrics(core);
  const published = await publishMetrics(core, metrics);
  parts.defer(() => published.close());
  const api = await serve(core, { secrets, metrics });
  parts.defer(() => api.close());
  const running = parts.move();
  return { address: api.address, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
