import { type Compared, compareLogs } from '../../src/infra/log-copy/compare-logs.ts';
import { createLogSource } from '../../src/infra/log-copy/source.ts';
import { migrationsFolder } from '../../src/infra/postgres/migrations/migration-files.ts';
import { openEventStore, openStores } from '../../src/service/log-copy.ts';
import { headsFileOf } from '../../src/service/processes/sign.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { requireNoProcesses } from '../db/require-no-processes.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledSettings } from '../setup/settings.ts';
import { compareWithBar, copyWithBar, moveWithBar } from './bars.ts';
import { otherStoreOf } from './other-store.ts';

const urlOption = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

export const copy = defineCommand({
  options: {
    to: urlOption(
      'Connection string of the event store to copy the log to, visible to users of the machine; better LOG_COPY_TO',
    ),
    from: urlOption(
      'The same of the event store from which to copy the log to that of the installation; better LOG_COPY_FROM',
    ),
    switch: {
      type: 'boolean',
      default: false,
      describe: 'Then move the database to the copy. Needs all processes to be stopped',
    },
    json,
  },
  conflicts: ['to', 'from'],
  async run({ to, from, switch: isMoved, json }, cli) {
    const { url, isTarget } = otherStoreOf({ to, from }, cli.env);
    const { config, secrets } = readInstalledSettings(cli);
    const compared = await withAddresses(
      cli,
      async (addresses) => {
        const { databaseUrl, redisUrl } = addresses;
        if (isMoved) await requireNoProcesses({ databaseUrl, folder: migrationsFolder });
        await using stores = await openStores({ addresses, masterKey: bytesOf(secrets.masterKey) });
        await using other = await openEventStore(url);
        const [source, target] = isTarget ? [stores.log, other] : [other, stores.log];
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
    cli.say(`Now start all processes with ${isTarget ? 'EVENTSTORE_URL set to the copy' : 'this event store'}.`);
  },
});

const lineOf = ({ events, streams, foreign }: Compared, json: boolean): string =>
  json ? jsonOf({ events, streams, foreign }) : `${events} events of ${streams} streams are the same in both`;
