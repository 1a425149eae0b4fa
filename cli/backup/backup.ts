import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { secretsFile as archivedSecrets, type Manifest } from '../../src/infra/backup/archive.ts';
import { systemClock } from '../../src/infra/local/clock.ts';
import { readSecrets, secretsFile } from '../../src/infra/local/secret-file.ts';
import { ensureRestored } from '../../src/infra/postgres/unfinished-restore.ts';
import { backUp } from '../../src/service/backup.ts';
import { openStores } from '../../src/service/log-copy.ts';
import { headsFileOf } from '../../src/service/processes/sign.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { writing } from '../host/signals.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledSettings } from '../setup/settings.ts';

export const backup = defineCommand({
  positionals: {
    folder: { type: 'string', demandOption: true, describe: 'The folder to write; it must not exist or be empty' },
  },
  options: {
    'with-secrets': {
      type: 'boolean',
      default: false,
      describe: 'Include the secrets of the data folder: who has the backup can then read everything',
    },
    json,
  },
  async run({ folder, withSecrets, json }, cli) {
    const { config, secrets } = readInstalledSettings(cli);
    const masterKey = bytesOf(secrets.masterKey);
    const own = secretsFile(config.dataDir);
    if (withSecrets) requireKeyIn(config.dataDir, masterKey);
    const manifest = await withAddresses(
      cli,
      async (addresses) => {
        await using stores = await openStores({ addresses, masterKey });
        await ensureRestored(stores.db);
        const headsFile = headsFileOf(config);
        return await writing(cli, (signal) => backUp({ stores, folder, headsFile, at: systemClock(), signal }));
      },
      config,
    );
    if (withSecrets) copyFileSync(own, join(folder, archivedSecrets));
    cli.print(lineOf(folder, manifest, json));
    if (!withSecrets) cli.say('It can be read only with the MASTER_KEY that is in use now. Keep that apart from it.');
  },
});

/** A backup with secrets that do not open it would be found out only when it is restored. */
function requireKeyIn(dataDir: string, masterKey: Buffer): void {
  const file = resolve(secretsFile(dataDir));
  if (!existsSync(file)) throw new CliError(`--with-secrets: there is no ${file}.`);
  if (bytesOf(readSecrets(dataDir).masterKey).equals(masterKey)) return;
  throw new CliError(`--with-secrets: MASTER_KEY is set, and ${file} has another one. Leave out --with-secrets.`);
}

function lineOf(folder: string, { log, database, position }: Manifest, json: boolean): string {
  const [events, rows] = [log.lines, database.lines];
  return json ? jsonOf({ folder, position, events, rows }) : `${events} events, ${rows} rows`;
}
