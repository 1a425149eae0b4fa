import { systemClock } from '../../src/infra/local/clock.ts';
import { compareLogs } from '../../src/infra/log-copy/compare-logs.ts';
import { createLogSource } from '../../src/infra/log-copy/source.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { forgetPositions } from '../../src/infra/redis/forget-positions.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { type LogCopyConnections, openLogCopy } from '../../src/service/log-copy.ts';
import { moveLog } from '../../src/service/move-log.ts';
import { headsFileOf } from '../../src/service/processes/sign.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { requireNoProcesses } from '../db/require-no-processes.ts';
import { type Cli, CliError } from '../host/host.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledSettings } from '../setup/settings.ts';
import { compareWithBar, copyWithBar } from './bars.ts';

const url = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

export const copy = defineCommand({
  options: {
    to: url('Connection string of the event store to copy the log to'),
    from: url('Connection string of the event store from which to copy the log to that of the installation'),
    switch: {
      type: 'boolean',
      default: false,
      describe: 'Then move the database to the copy. Needs all processes to be stopped',
    },
  },
  conflicts: ['to', 'from'],
  async run({ to, from, switch: isMoved }, cli) {
    const other = to ?? from;
    if (other === undefined) throw new CliError('Give --to or --from: the connection string of the other event store.');
    const { config, secrets } = readInstalledSettings(cli);
    const use = async ({ eventStoreUrl: own, databaseUrl, redisUrl }: Addresses) => {
      if (isMoved) await requireNoProcesses({ databaseUrl, folder: migrationsFolder });
      const [source, target] = to === undefined ? [other, own] : [own, other];
      await using logs = await openLogCopy({ source, target, databaseUrl, masterKey: bytesOf(secrets.masterKey) });
      await copyWithBar(cli, logs);
      if (isMoved) await move(cli, logs, { redisUrl, headsFile: headsFileOf(config) });
      else await compareWithBar(cli, logs, (options) => compareLogs({ ...compared(logs), ...options }));
    };
    await withAddresses(cli, use, config);
    if (isMoved)
      cli.say(
        `Start all processes with ${to === undefined ? 'the event store of the installation' : 'EVENTSTORE_URL set to the copy'}.`,
      );
  },
});

const compared = ({ source, target, authenticity, isOwnCopy }: LogCopyConnections) => ({
  ...{ source, target: createLogSource(target), isOwn: authenticity.isOwn, isOwnCopy },
});

type Place = Readonly<{ redisUrl: string; headsFile: string }>;

/** Moves the database. An event that was written meanwhile, and so was not copied, is a difference. */
async function move(cli: Cli, logs: LogCopyConnections, { redisUrl, headsFile }: Place): Promise<void> {
  const { db, rootKey } = logs;
  const [at, upTo] = [systemClock(), 2n ** 63n - 1n];
  await compareWithBar(cli, logs, (options) =>
    moveLog({ ...compared(logs), ...options, upTo, db, rootKey, headsFile, at }),
  );
  await forgetPositions(redisUrl);
}
