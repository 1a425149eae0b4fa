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
      usage: 'check',
      describe: 'Compare the schema with what the migrations of this build make',
      load: async () => (await import('./check.ts')).check,
    },
    {
      usage: 'dump <file>',
      describe: 'Write the rows that nothing else contains, as compressed lines of JSON',
      load: async () => (await import('./dump.ts')).dump,
    },
    {
      usage: 'reset',
      describe: 'Destroy everything in the database, and create the schema anew',
      load: async () => (await import('./reset.ts')).reset,
    },
    {
      usage: 'create <name>',
      describe: 'Create an empty file for a new migration',
      load: async () => (await import('./create.ts')).create,
    },
  ],
};
