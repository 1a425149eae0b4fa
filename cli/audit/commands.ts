import type { CommandGroup } from '../command.ts';

export const audit: CommandGroup = {
  name: 'audit',
  describe: 'Tell what happened to something of an account',
  commands: [
    {
      usage: 'events <account> <kind> <id>',
      describe: 'Print the events of a session, plan or anything else, with sentences',
      load: async () => (await import('./events.ts')).auditEvents,
    },
    {
      usage: 'show <account> <kind> <id>',
      describe: 'Print something as it was after a revision or at a time',
      load: async () => (await import('./show.ts')).showPast,
    },
    {
      usage: 'diff <account> <kind> <id> <from> <to>',
      describe: 'Compare two revisions of something',
      load: async () => (await import('./diff.ts')).diff,
    },
  ],
};
