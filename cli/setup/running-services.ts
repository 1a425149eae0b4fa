import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { type Cli, CliError } from '../host/host.ts';
import { isComplete, runningAddresses } from './addresses.ts';
import type { Embedded } from './embedded.ts';
import { readInstalledConfig } from './settings.ts';

/**
 * Runs a command on the services that run already. If there are none, embedded services are started for the command and
 * stopped after it. Without `config` the installation must exist.
 */
export async function withAddresses<Result>(
  cli: Cli,
  use: (addresses: Addresses, embedded: Embedded | null) => Promise<Result>,
  config: Config = readInstalledConfig(cli),
): Promise<Result> {
  const running = runningAddresses(config);
  if (isComplete(running)) return use(running, null);
  if (config.environment === 'production') {
    throw new CliError('Production has no embedded services: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL.');
  }
  const { startEmbedded } = await import('./embedded.ts');
  await using embedded = await startEmbedded(cli, config);
  embedded.publish();
  return await use(embedded.addresses, embedded);
}
