import type { CommandGroup } from '../command.ts';

export const grants: CommandGroup = {
  name: 'grants',
  describe: 'List, end and undo what accounts allow apps of others',
  commands: [
    {
      usage: 'list <account>',
      describe: 'List the apps that an account allows to use it, newest first',
      load: async () => (await import('./list.ts')).list,
    },
    {
      usage: 'revoke <account> <id>',
      describe: 'End what an account allows an app',
      load: async () => (await import('./revoke.ts')).revoke,
    },
    {
      usage: 'undo <account> <id>',
      describe: 'Undo what an app has done, unless others have changed it since',
      load: async () => (await import('./undo.ts')).undo,
    },
  ],
};
