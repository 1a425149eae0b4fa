import type { CommandEntry, CommandGroup } from '../command.ts';

export const importCommand: CommandEntry = {
  usage: 'import <account> <file>',
  describe: 'Import the training history that another app has exported',
  load: async () => (await import('./import.ts')).importFile,
};

export const imports: CommandGroup = {
  name: 'imports',
  describe: 'List and undo imports, and link their exercises',
  commands: [
    {
      usage: 'list <account>',
      describe: 'List the imports of an account, newest first',
      load: async () => (await import('./list.ts')).list,
    },
    {
      usage: 'link <account> <name> <exercise>',
      describe: 'Link all exercises of a name that have no link',
      load: async () => (await import('./link.ts')).link,
    },
    {
      usage: 'undo <account> <id>',
      describe: 'Undo an import: delete what it created and restore what it changed',
      load: async () => (await import('./undo.ts')).undo,
    },
  ],
};
