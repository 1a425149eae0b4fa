import type { CommandGroup } from '../command.ts';

export const config: CommandGroup = {
  name: 'config',
  describe: 'Settings of the service',
  commands: [
    {
      usage: 'init [file]',
      describe: 'Write a commented environment file with all settings, or print it',
      load: async () => (await import('./init.ts')).init,
    },
  ],
};
