import type { CommandGroup } from '../command.ts';

export const deadLetters: CommandGroup = {
  name: 'dead-letters',
  describe: 'Manage parked streams: events that a read model could not apply',
  commands: [
    {
      usage: 'list',
      describe: 'List the parked streams, oldest first',
      load: async () => (await import('./list.ts')).list,
    },
    {
      usage: 'show <id>',
      describe: 'Show the event that failed, the reason, and the events that wait after it',
      load: async () => (await import('./show.ts')).show,
    },
    {
      usage: 'retry [id]',
      describe: 'Apply the waiting events in order, with the current code',
      load: async () => (await import('./retry.ts')).retry,
    },
    {
      usage: 'discard <id>',
      describe: 'Skip the first waiting event for ever, then retry the events after it',
      load: async () => (await import('./discard.ts')).discard,
    },
  ],
};
