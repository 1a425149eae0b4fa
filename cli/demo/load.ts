import { historyDays, planDays } from '../../src/use-cases/demo/generator/draft.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { integer, json } from '../options.ts';
import { seedIfChanged } from '../seed/seed-at-start.ts';
import { withApplication } from '../setup/application.ts';
import { readSettings } from '../setup/settings.ts';
import { linesOf, loadWithBar } from './load-with-bar.ts';

export const load = defineCommand({
  options: {
    'in-production': { type: 'boolean', default: false, describe: 'Load it although APP_ENVIRONMENT is production' },
    days: { ...integer('--days', { min: planDays, max: historyDays }), describe: 'Only the last days', hidden: true },
    json,
  },
  async run({ inProduction, days, json }, cli) {
    const settings = readSettings(cli);
    if (settings.config.environment === 'production' && !inProduction) {
      throw new CliError(
        'APP_ENVIRONMENT is production. Give --in-production to add accounts of people who do not exist.',
      );
    }
    await withApplication(
      cli,
      async (core) => {
        await seedIfChanged(cli, core);
        const loaded = await loadWithBar(cli, core, days);
        if (json) return cli.print(jsonOf(loaded));
        for (const line of linesOf(loaded)) cli.print(line);
        cli.say('irontrack demo remove takes all of it away.');
      },
      settings,
    );
  },
});
