import type { CommandGroup } from '../command.ts';

export const keys: CommandGroup = {
  name: 'keys',
  describe: 'Replace MASTER_KEY',
  commands: [
    {
      usage: 'rotate-master',
      describe: 'Replace MASTER_KEY by NEW_MASTER_KEY, or the one in the data folder by a new one',
      load: async () => (await import('./rotate-master.ts')).rotateMaster,
    },
    {
      usage: 'retire-master',
      describe: 'End the use of every MASTER_KEY other than the one that is set',
      load: async () => (await import('./retire-master.ts')).retireMaster,
    },
  ],
};
