import type { CommandGroup } from '../command.ts';

export const demo: CommandGroup = {
  name: 'demo',
  describe: 'Look around with a coach and eight athletes who do not exist',
  commands: [
    {
      usage: 'load',
      describe: 'Create the accounts of the demo with two years of training, or what an interrupted load has left out',
      load: async () => (await import('./load.ts')).load,
    },
    {
      usage: 'remove',
      describe: 'Erase the accounts of the demo and their histories, and nothing else',
      load: async () => (await import('./remove.ts')).remove,
    },
  ],
};
