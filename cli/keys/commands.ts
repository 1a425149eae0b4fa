import type { CommandGroup } from '../command.ts';

export const keys: CommandGroup = {
  name: 'keys',
  describe: 'Make and replace MASTER_KEY and JWT_PRIVATE_KEY',
  commands: [
    {
      usage: 'generate',
      describe: 'Print a new MASTER_KEY and JWT_PRIVATE_KEY for a new installation',
      load: async () => (await import('./generate.ts')).generate,
    },
    {
      usage: 'rotate',
      describe: 'Replace the key that signs tokens: at once in the data folder, in steps in JWT_PRIVATE_KEY',
      load: async () => (await import('./rotate.ts')).rotate,
    },
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
