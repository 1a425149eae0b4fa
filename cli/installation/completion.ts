import { type CommandEntry, type CommandGroup, defineCommand } from '../command.ts';
import { nameOf } from '../command-words.ts';
import { commands } from '../commands.ts';
import { type Candidates, scriptOf } from './completion-script.ts';

const shells = ['bash', 'zsh'] as const;

export const completion = defineCommand({
  positionals: { shell: { choices: shells, demandOption: true, describe: 'The shell that runs the script' } },
  async run({ shell }, cli) {
    const words = await candidates();
    if (shell === 'zsh') cli.print('autoload -Uz bashcompinit && bashcompinit');
    cli.print(scriptOf(words));
  },
});

/** What may follow the words of a command: names of commands, or options. */
async function candidates(): Promise<Candidates> {
  const found = new Map<string, readonly string[]>([['', [...namesOf(commands), '--help', '--version']]]);
  for (const entry of commands) {
    if (!('commands' in entry)) found.set(nameOf(entry), await optionsOf(entry));
    else {
      found.set(entry.name, [...namesOf(entry.commands), '--help']);
      for (const each of entry.commands) found.set(`${entry.name} ${nameOf(each)}`, await optionsOf(each));
    }
  }
  return found;
}

type Entry = CommandEntry | CommandGroup;

const namesOf = (entries: readonly Entry[]): string[] => entries.filter((each) => !('isHidden' in each)).map(nameOf);

async function optionsOf({ load }: CommandEntry): Promise<readonly string[]> {
  const { optionNames } = await load();
  return [
    ...optionNames.map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`),
    '--help',
  ];
}
