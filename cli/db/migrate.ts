import { migrate } from '../../src/infra/postgres/migrations/migrate.ts';
import { defineCommand } from '../command.ts';
import { readSettings } from '../setup/settings.ts';
import { onDatabase } from './on-database.ts';

export const migrateCommand = defineCommand({
  async run(_argv, cli) {
    const applied = await onDatabase(cli, migrate, () => readSettings(cli).config);
    for (const name of applied) cli.print(name);
    if (applied.length === 0) cli.say('The schema is up to date.');
  },
});
