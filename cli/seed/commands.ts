import type { CommandEntry } from '../command.ts';

export const seedCommand: CommandEntry = {
  usage: 'seed',
  describe: 'Update reference lists and exercise catalogue from the seed data',
  load: async () => (await import('./seed.ts')).seed,
};
