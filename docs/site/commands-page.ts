import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv, Options } from 'yargs';
import type { CommandEntry, CommandGroup } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { root } from './pages.ts';

/**
 * The reference of the command line in `docs/cli.md`: what is there before the first command, and then all commands
 * as their help describes them. Run this file to write it.
 */
export const commandsSource = 'docs/cli.md';

const begin = '## Commands\n';

/** The page with the commands that the command line has now. */
export async function commandsPage(): Promise<string> {
  const [introduction = ''] = readFileSync(join(root, commandsSource), 'utf8').split(begin);
  const parts = await Promise.all(
    commands.map((each) => ('commands' in each ? groupText(each) : commandText(each, []))),
  );
  return `${introduction}${begin}\n${parts.join('\n')}`;
}

async function groupText({ name, describe, commands }: CommandGroup): Promise<string> {
  const shown = commands.filter(({ isHidden }) => !isHidden);
  const texts = await Promise.all(shown.map((each) => commandText(each, [name])));
  return `### ${name}\n\n${describe}.\n\n${texts.join('\n')}`;
}

async function commandText({ usage, describe, load }: CommandEntry, group: readonly string[]): Promise<string> {
  const words = [...group, usage.split(' ')[0]].join(' ');
  const heading = `${group.length > 0 ? '####' : '###'} ${words}`;
  const rows = argumentsOf((await load()).configure).map(rowOf);
  const table = rows.length > 0 ? `\n| argument | meaning |\n| --- | --- |\n${rows.join('\n')}\n` : '';
  return `${heading}\n\n${describe}.\n\n\`\`\`text\nirontrack ${[...group, usage].join(' ')}\n\`\`\`\n${table}`;
}

type Argument = Readonly<{ name: string; is: Options }>;

/** The positionals and options that a command declares, without those that its help leaves out. */
function argumentsOf(configure: (parser: Argv) => Argv): readonly Argument[] {
  const found: Argument[] = [];
  const parser = {
    positional: (name: string, is: Options) => found.push({ name, is }),
    options(options: Readonly<Record<string, Options>>) {
      for (const [name, is] of Object.entries(options)) if (!is.hidden) found.push({ name: `--${name}`, is });
      return parser;
    },
    conflicts: () => parser,
    parserConfiguration: () => parser,
  };
  configure(parser as unknown as Argv);
  return found;
}

function rowOf({ name, is }: Argument): string {
  const { describe = '', choices, default: usual, demandOption } = is;
  const isWritten = usual !== undefined && usual !== false;
  const words = [
    describe,
    choices ? `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}` : '',
    isWritten ? `default \`${usual}\`` : '',
    demandOption && name.startsWith('--') ? 'required' : '',
  ];
  return `| \`${name}\` | ${words.filter(Boolean).join('; ').replaceAll('|', '\\|')} |`;
}

if (import.meta.main) writeFileSync(join(root, commandsSource), await commandsPage());
