import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { listMigrations } from '../../src/infra/postgres/migrations/migration-status.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { describeFailure } from '../host/failures.ts';
import type { Cli } from '../host/host.ts';
import { requireFreePorts } from '../processes/require-free-ports.ts';
import { isComplete, runningAddresses } from '../setup/addresses.ts';
import { type Check, failed, ok, warning } from './check.ts';
import { checkHealth } from './health-checks.ts';

/** Checks the services if they run, and otherwise whether they could start. */
export async function checkServices(cli: Cli, config: Config): Promise<readonly Check[]> {
  const addresses = runningAddresses(config);
  if (isComplete(addresses)) {
    const migrations = await checkOrFail('migrations', () => checkMigrations(addresses));
    return [migrations, ...(await checkHealth(cli, config, addresses))];
  }
  const stopped = warning('services', 'They do not run: start them with irontrack up.');
  return [stopped, await checkOrFail('ports', () => checkPorts(config))];
}

async function checkOrFail(name: string, check: () => Promise<Check>): Promise<Check> {
  try {
    return await check();
  } catch (error) {
    return failed(name, describeFailure(error));
  }
}

async function checkPorts(config: Config): Promise<Check> {
  await requireFreePorts(config);
  return ok('ports', `${config.host}:${config.port} is free.`);
}

async function checkMigrations({ databaseUrl }: Addresses): Promise<Check> {
  const name = 'migrations';
  const migrations = await listMigrations({ databaseUrl, folder: migrationsFolder });
  const changed = migrations.filter(({ file }) => file === 'changed').map((each) => each.name);
  if (changed.length > 0) return failed(name, `Changed since they were applied: ${changed.join(', ')}.`);
  const pending = migrations.filter(({ appliedAt }) => appliedAt === null).map((each) => each.name);
  if (pending.length > 0) return failed(name, `Pending: ${pending.join(', ')}. Run irontrack db migrate.`);
  return ok(name, `All ${migrations.length} are applied.`);
}
