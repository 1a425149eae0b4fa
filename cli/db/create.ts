import { migrationsFolder, writeMigrationFile } from '../../src/infra/postgres/migrations/migration-files.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';

export const create = defineCommand({
  positionals: { name: { type: 'string', demandOption: true, describe: 'What the migration does' } },
  options: { json },
  async run({ name, json }, cli) {
    const file = await writeMigrationFile(migrationsFolder, name);
    cli.print(json ? jsonOf({ file }) : file);
  },
});
