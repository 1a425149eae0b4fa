import type { CommandEntry } from '../command.ts';

export const exportCommand: CommandEntry = {
  usage: 'export <account>',
  describe: 'Export the whole training history of an account',
  load: async () => (await import('./export.ts')).exportHistoryCommand,
};
