import type { CommandEntry } from '../command.ts';

export const backup: readonly CommandEntry[] = [
  {
    usage: 'backup <folder>',
    describe: 'Write the log and the database, as they are at one moment, to a new folder',
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    usage: 'restore <folder>',
    describe: 'Restore a backup to an empty database and event store, and erase again what was erased since',
    load: async () => (await import('./restore.ts')).restore,
  },
];
