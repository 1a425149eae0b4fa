import type { Argv } from 'yargs';
import type { CommandEntry, CommandGroup } from './command.ts';
import type { Cli } from './host/host.ts';

export const addGroup = (parser: Argv, { name, describe, commands }: CommandGroup, cli: Cli): Argv =>
  parser.command(name, describe, (group) => {
    for (const each of commands) addCommand(group, each, cli);
    return group.demandCommand(1, 'Which command?');
  });

export const addCommand = (parser: Argv, { usage, describe, isHidden, load }: CommandEntry, cli: Cli): Argv =>
  parser.command(
    usage,
    // The types of yargs lack `false`, which keeps a command out of the help.
    isHidden ? (false as unknown as string) : describe,
    async (command) => (await load()).configure(command),
    async (argv) => (await load()).run(argv, cli),
  );
