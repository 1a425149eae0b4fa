import { randomBytes } from 'node:crypto';
import { replaceSecret } from '../../src/infra/local/secret-file.ts';
import { addMasterKey, retireMasterKeys } from '../../src/infra/postgres/root-key.ts';
import * as productionRules from '../../src/service/production-rules.ts';
import { bytesOf, masterKey } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { withApplication } from '../setup/application.ts';
import { type InstalledSettings, readInstalledSettings } from '../setup/settings.ts';

export const rotateMaster = defineCommand({
  async run(_, cli) {
    const settings = readInstalledSettings(cli);
    const isInFile = !cli.env.MASTER_KEY;
    const isChosen = !isInFile || Boolean(cli.env.NEW_MASTER_KEY);
    const next = isChosen ? newMasterKeyOf(cli, settings) : randomBytes(32).toString('base64');
    await withApplication(
      cli,
      async ({ db, scrubNow }) => {
        await addMasterKey(db, bytesOf(settings.secrets.masterKey), bytesOf(next));
        if (!isInFile) return;
        // The new key is stored before the old one ends, so that a crash in between leaves a key that works.
        replaceSecret(settings.config.dataDir, { masterKey: next });
        await retireMasterKeys(db, bytesOf(next));
        await scrubNow();
      },
      settings,
    );
    cli.say(
      isInFile
        ? `${settings.config.dataDir} has a new MASTER_KEY. The old one no longer works.`
        : 'Both keys work now. Set MASTER_KEY to the new key for every process, then run irontrack keys retire-master.',
    );
  },
});

function newMasterKeyOf({ env }: Cli, { config, secrets }: InstalledSettings): string {
  const rule = config.environment === 'production' ? productionRules.masterKey : masterKey;
  const { data, error } = rule.safeParse(env.NEW_MASTER_KEY ?? '');
  if (data === undefined) throw new CliError(`NEW_MASTER_KEY ${error.issues[0]?.message}`);
  if (!bytesOf(data).equals(bytesOf(secrets.masterKey))) return data;
  throw new CliError('NEW_MASTER_KEY is the MASTER_KEY that is in use. irontrack keys generate makes another one.');
}
