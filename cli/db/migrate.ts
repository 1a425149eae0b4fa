import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { readSettings } from '../setup/settings.ts';
import { onDatabase } from './on-database.ts';

export const migrateCommand = defineCommand({
  options: { json },
  async run({ json }, cli) {
    const applied = await onDatabase(cli, migrate, () => readSettings(cli).config);
    for (const line of json ? [jsonOf({ applied })] : applied) cli.print(line);
    if (applied.length === 0) cli.say('The schema is up to date.');
  },
});
