import type { CommandGroup } from '../command.ts';

export const log: CommandGroup = {
  name: 'log',
  describe: 'Move the log to another event store',
  commands: [
    {
      usage: 'copy',
      describe: 'Copy the log to another event store, or back, and compare both',
      load: async () => (await import('./copy.ts')).copy,
    },
  ],
};
