import type { CommandGroup } from '../command.ts';

export const audit: CommandGroup = {
  name: 'audit',
  describe: 'Tell what happened to something of an account, and prove the log',
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
    {
      usage: 'history <account>',
      describe: 'Print the events of everything that an account has, with sentences',
      load: async () => (await import('./history.ts')).history,
    },
    {
      usage: 'corrections <account>',
      describe: 'Print what was changed in training sessions after they had ended',
      load: async () => (await import('./corrections.ts')).corrections,
    },
    {
      usage: 'export <account>',
      describe: 'Write all events of an account to a file, in words and as the log has them',
      load: async () => (await import('./export.ts')).exportAudit,
    },
    {
      usage: 'verify',
      describe: 'Check that this installation wrote every event, and that none was changed, removed or cut off',
      load: async () => (await import('./verify.ts')).verify,
    },
    {
      usage: 'sign',
      describe: 'Sign the last events of all streams now, instead of within a minute',
      load: async () => (await import('./sign.ts')).sign,
    },
  ],
};
