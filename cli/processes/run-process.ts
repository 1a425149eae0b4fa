import type { Metrics } from '../../src/infra/metrics.ts';
import { type Application, connect } from '../../src/service/connect.ts';
import { createProcessMetrics, publishMetrics } from '../../src/service/processes/metrics.ts';
import { type Cli, CliError } from '../host/host.ts';
import { exitSoon, untilStopped } from '../host/signals.ts';
import { isComplete, runningAddresses } from '../setup/addresses.ts';
import type { Settings } from '../setup/settings.ts';

type Running = Readonly<{ close: () => Promise<void> }>;

/**
 * Runs one process of the service until a signal stops it; EventStoreDB, Postgres and Redis must run already.
 * `readyLine` is the line that is printed once the process has started.
 */
export async function runProcess<Started extends Running>(
  cli: Cli,
  { config, secrets, logger }: Settings,
  start: (core: Application, metrics: Metrics) => Promise<Started>,
  readyLine: (started: Started, core: Application) => string,
): Promise<void> {
  const stopped = untilStopped(cli);
  const addresses = runningAddresses(config);
  if (!isComplete(addresses)) {
    throw new CliError(
      'No services run: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL, or run irontrack up on the same data folder.',
    );
  }
  await using parts = new AsyncDisposableStack();
  parts.defer(() => exitSoon(cli));
  const core = parts.use(await connect(config, secrets, addresses, logger));
  const metrics = createProcessMetrics(core);
  const published = await publishMetrics(core, metrics);
  parts.defer(() => published.close());
  const started = await start(core, metrics);
  parts.defer(() => started.close());
  cli.print(readyLine(started, core));
  await stopped;
}
