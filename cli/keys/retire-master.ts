import { retireMasterKeys } from '../../src/infra/postgres/root-key.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../setup/application.ts';
import { readInstalledSettings } from '../setup/settings.ts';

export const retireMaster = defineCommand({
  async run(_, cli) {
    const settings = readInstalledSettings(cli);
    await withApplication(
      cli,
      async ({ db, scrubNow }) => {
        const retired = await retireMasterKeys(db, bytesOf(settings.secrets.masterKey));
        if (retired > 0) await scrubNow();
        cli.say(retired === 0 ? 'No other MASTER_KEY was in use.' : 'Only the MASTER_KEY that is set works now.');
      },
      settings,
    );
  },
});
