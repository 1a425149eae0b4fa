import type { CommandGroup } from '../command.ts';

export const projections: CommandGroup = {
  name: 'projections',
  describe: 'Manage the read models: versions, progress, rebuilds',
  commands: [
    {
      usage: 'list',
      describe: 'List the versions of all read models',
      load: async () => (await import('./list.ts')).list,
    },
    {
      usage: 'status',
      describe: 'Show the lag of each lane',
      load: async () => (await import('./status.ts')).status,
    },
    {
      usage: 'rebuild <name>',
      describe: 'Build a new version from the log and let queries read it',
      load: async () => (await import('./rebuild.ts')).rebuildCommand,
    },
    {
      usage: 'verify <name>',
      describe: 'Compare the rows with a rebuild from the log; fails if they differ',
      load: async () => (await import('./verify.ts')).verifyCommand,
    },
    {
      usage: 'pause <name>',
      describe: 'Stop updating a read model; the others continue',
      load: async () => (await import('./pause.ts')).pause,
    },
    {
      usage: 'resume <name>',
      describe: 'Update a paused read model again, starting with the events it has missed',
      load: async () => (await import('./pause.ts')).resume,
    },
    {
      usage: 'use <name> <number>',
      describe: 'Let queries read another version',
      load: async () => (await import('./use.ts')).use,
    },
    {
      usage: 'drop <name> <number>',
      describe: 'Remove a version that queries do not read',
      load: async () => (await import('./drop.ts')).drop,
    },
    {
      usage: 'relane <lanes>',
      describe: 'Change the number of lanes',
      load: async () => (await import('./relane.ts')).relaneCommand,
    },
  ],
};
