import type { CommandEntry, CommandGroup } from './command.ts';
import { closest } from './host/closest.ts';
import { CliError } from './host/host.ts';

type Entries = readonly (CommandEntry | CommandGroup)[];

/** The word that names a command or a group of commands. */
export const nameOf = (entry: CommandEntry | CommandGroup): string =>
  'commands' in entry ? entry.name : (entry.usage.split(' ')[0] ?? '');

/**
 * The words of the arguments that name a command: no word, one word, or two words for a command of a group such as
 * `users list`.
 */
export function commandWords(entries: Entries, [word = '', ...rest]: readonly string[]): string[] {
  const found = entries.find((entry) => nameOf(entry) === word);
  if (!found) return [];
  return [word, ...('commands' in found ? commandWords(found.commands, rest) : [])];
}

/** Refuses a word that is not the name of a command. The message names a similar command, or lists all. */
export function requireKnownCommand(entries: Entries, args: readonly string[]): void {
  const known = commandWords(entries, args);
  const group = known.length === 0 ? { commands: entries } : entries.find((entry) => nameOf(entry) === known[0]);
  const word = args[known.length];
  if (word === undefined || word.startsWith('-') || !group || !('commands' in group) || known.length > 1) return;
  const help = ['irontrack', ...known].join(' ');
  const names = group.commands.filter((entry) => !('isHidden' in entry)).map(nameOf);
  const similar = closest(word, names);
  const hint = similar ? `Did you mean "${similar}"?` : `Choose one of: ${names.join(', ')}.`;
  throw new CliError(`Unknown command "${[...known, word].join(' ')}". ${hint}\nSee ${help} --help.`);
}
