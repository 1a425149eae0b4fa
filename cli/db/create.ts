import { migrationsFolder, writeMigrationFiles } from '../../src/infra/postgres/migrations/migration-files.ts';
import { defineCommand } from '../command.ts';

export const create = defineCommand({
  positionals: { name: { type: 'string', demandOption: true, describe: 'What the migration does' } },
  async run({ name }, cli) {
    for (const path of await writeMigrationFiles(migrationsFolder, name)) cli.print(path);
  },
});
