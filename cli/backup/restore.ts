import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountId } from '../../src/events/ids.ts';
import * as archive from '../../src/infra/backup/archive.ts';
import { createArchiveSource } from '../../src/infra/backup/archived-log.ts';
import { readSecrets, secretsFile } from '../../src/infra/local/secret-file.ts';
import type { Config } from '../../src/service/config.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { openStores } from '../../src/service/log-copy.ts';
import { headsFileOf } from '../../src/service/processes/sign.ts';
import { restoreDatabase, restoreHeadsFile } from '../../src/service/restore.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { copyWithBar, moveWithBar } from '../log/bars.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readSettings } from '../setup/settings.ts';
import { readErasedAccounts } from './erased-accounts.ts';
import { finishRestore } from './finish-restore.ts';

export const restore = defineCommand({
  positionals: { folder: { type: 'string', demandOption: true, describe: 'The folder of the backup' } },
  options: {
    erasures: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe:
        'A copy of erasures.log, with the accounts that were erased since; the one of the data folder is always used',
    },
  },
  isRepeatable: true,
  async run({ folder, erasures = [] }, cli) {
    for (const file of erasures) {
      if (!existsSync(file)) throw new CliError(`--erasures: there is no ${file}.`);
      if (statSync(file).isDirectory()) throw new CliError(`--erasures: ${file} is a folder. Name the file in it.`);
    }
    const manifest = await archive.openArchive(folder);
    const { config, secrets: given } = loadConfig(cli.env);
    const masterKey = bytesOf(given.masterKey ?? readSecrets(folderOfSecrets(config, folder)).masterKey);
    await withAddresses(
      cli,
      async (addresses, embedded) => {
        await restoreDatabase({ folder, databaseUrl: addresses.databaseUrl, masterKey, manifest });
        // Later than the refusals of the database, which leave no secrets in the data folder.
        if (given.masterKey === undefined) provideSecrets(config, folder);
        const { secrets } = readSettings(cli);
        const erased = await restoreLog(cli, { folder, manifest, addresses, config, masterKey, named: erasures });
        await finishRestore(cli, { addresses, config, secrets, erased, seize: embedded !== null });
      },
      config,
    );
  },
});

/** The folder whose secrets apply: the data folder, else that of the backup. New secrets could not decrypt the backup. */
function folderOfSecrets({ dataDir }: Config, folder: string): string {
  const found = [dataDir, folder].find((each) => existsSync(secretsFile(each)));
  if (found === undefined) throw new CliError('Set MASTER_KEY to the one that was in use when the backup was made.');
  return found;
}

/** Takes the secrets from the backup if there are none. */
function provideSecrets({ dataDir }: Config, folder: string): void {
  const own = secretsFile(dataDir);
  if (existsSync(own)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(secretsFile(folder), own);
}

type Restored = Readonly<{
  folder: string;
  manifest: archive.Manifest;
  addresses: Addresses;
  config: Config;
  masterKey: Uint8Array;
  /** The files of erased accounts that the operator has named. */
  named: readonly string[];
}>;

/**
 * Copies the log, and returns the accounts that were erased. Their files can be checked as soon as the database has the root
 * key. When one is wrong, the event store stays empty, so that no account is served.
 */
async function restoreLog(cli: Cli, restored: Restored): Promise<ReadonlySet<AccountId>> {
  const { folder, manifest, addresses, config, masterKey, named } = restored;
  await using stores = await openStores({ addresses, masterKey });
  const erased = await readErasedAccounts({ dataDir: config.dataDir, named, rootKey: stores.rootKey });
  const source = createArchiveSource(join(folder, archive.logFile));
  const logs = { ...stores, source, target: stores.log.client, head: BigInt(manifest.position) };
  await copyWithBar(cli, logs);
  const headsFile = headsFileOf(config);
  await restoreHeadsFile(folder, headsFile);
  const reason = `Restored from the backup of ${manifest.at}`;
  await moveWithBar(cli, logs, { redisUrl: addresses.redisUrl, headsFile, restored: reason });
  return erased;
}
