import { type Compared, compareLogs } from '../../src/infra/log-copy/compare-logs.ts';
import { createLogSource } from '../../src/infra/log-copy/source.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { openEventStore, openStores } from '../../src/service/log-copy.ts';
import { headsFileOf } from '../../src/service/processes/sign.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { requireNoProcesses } from '../db/require-no-processes.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledSettings } from '../setup/settings.ts';
import { compareWithBar, copyWithBar, moveWithBar } from './bars.ts';

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
    json,
  },
  conflicts: ['to', 'from'],
  async run({ to, from, switch: isMoved, json }, cli) {
    const given = to ?? from;
    if (given === undefined) throw new CliError('Give --to or --from: the connection string of the other event store.');
    const { config, secrets } = readInstalledSettings(cli);
    const compared = await withAddresses(
      cli,
      async (addresses) => {
        const { databaseUrl, redisUrl } = addresses;
        if (isMoved) await requireNoProcesses({ databaseUrl, folder: migrationsFolder });
        await using stores = await openStores({ addresses, masterKey: bytesOf(secrets.masterKey) });
        await using other = await openEventStore(given);
        const [source, target] = to === undefined ? [other, stores.log] : [stores.log, other];
        const logs = { ...stores, source: createLogSource(source.client), target: target.client, head: source.head };
        await copyWithBar(cli, logs);
        return isMoved
          ? await moveWithBar(cli, logs, { redisUrl, headsFile: headsFileOf(config) })
          : await compareWithBar(cli, logs, compareLogs);
      },
      config,
    );
    cli.print(lineOf(compared, json));
    if (!isMoved) return;
    cli.say(
      `Now start all processes with ${to === undefined ? 'this event store' : 'EVENTSTORE_URL set to the copy'}.`,
    );
  },
});

const lineOf = ({ events, streams, foreign }: Compared, json: boolean): string =>
  json ? jsonOf({ events, streams, foreign }) : `${events} events of ${streams} streams are the same in both`;
