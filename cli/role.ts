import { type Application, connect } from '../src/service/connect.ts';
import { isComplete, runningAddresses, type Setup } from './environment.ts';
import { loadRoles } from './load-roles.ts';
import { CliError, leave, print, untilStopped } from './terminal.ts';

type Roles = Awaited<ReturnType<typeof loadRoles>>;

const servicesMissing =
  'No services run: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL, or run irontrack up on the same data folder.';

/** Runs one role of the service, on services that run already, until the process is told to stop. */
export async function runRole<Started extends Readonly<{ close: () => Promise<void> }>>(
  { config, secrets, logger }: Setup,
  start: (roles: Roles, core: Application) => Promise<Started>,
  ready: (started: Started) => string,
): Promise<void> {
  const stopped = untilStopped();
  const addresses = runningAddresses(config);
  if (!isComplete(addresses)) throw new CliError(servicesMissing);
  await using parts = new AsyncDisposableStack();
  parts.defer(leave);
  const core = parts.use(await connect(config, secrets, addresses, logger));
  const roles = await loadRoles();
  const metrics = await roles.publishMetrics(core);
  parts.defer(() => metrics.close());
  const role = await start(roles, core);
  parts.defer(() => role.close());
  print(ready(role));
  await stopped;
}
