import type { CommandGroup } from '../command.ts';

export const events: CommandGroup = {
  name: 'events',
  describe: 'Read the event log',
  commands: [
    {
      usage: 'all',
      describe: 'Print all events in log order',
      load: async () => (await import('./all.ts')).all,
    },
    {
      usage: 'stream <name>',
      describe: 'Print the events of one stream, such as session-<id>',
      load: async () => (await import('./stream.ts')).stream,
    },
    {
      usage: 'tail',
      describe: 'Print new events as they arrive, until stopped',
      load: async () => (await import('./tail.ts')).tail,
    },
    {
      usage: 'verify',
      describe: 'The same as audit verify',
      isHidden: true,
      load: async () => (await import('../audit/verify.ts')).verify,
    },
  ],
};
