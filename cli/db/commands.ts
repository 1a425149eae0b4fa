import type { CommandGroup } from '../command.ts';

export const db: CommandGroup = {
  name: 'db',
  describe: 'Manage the database schema',
  commands: [
    {
      usage: 'migrate',
      describe: 'Apply all pending migrations',
      load: async () => (await import('./migrate.ts')).migrateCommand,
    },
    {
      usage: 'rollback',
      describe: 'Revert the latest migrations',
      load: async () => (await import('./rollback.ts')).rollbackCommand,
    },
    {
      usage: 'status',
      describe: 'List the migrations and when each was applied',
      load: async () => (await import('./status.ts')).status,
    },
    {
      usage: 'create <name>',
      describe: 'Create an empty file for a new migration',
      load: async () => (await import('./create.ts')).create,
    },
  ],
};
