import yargs, { type Argv } from 'yargs';
import { version } from '../src/service/version.ts';
import type { CommandEntry, CommandGroup } from './command.ts';
import { commandWords, requireKnownCommand } from './command-words.ts';
import { commands } from './commands.ts';
import { renameDeprecated } from './deprecated.ts';
import { describeFailure } from './host/failures.ts';
import { type Cli, CliError, createCli, type Host } from './host/host.ts';

/** Runs one command to its end and returns the exit code. A failure is not thrown but printed to standard error. */
export async function runCli(args: readonly string[], host: Host): Promise<number> {
  const cli = createCli(host);
  try {
    requireKnownCommand(commands, args);
    const help = await parse(renameDeprecated(args, cli.say), cli);
    if (help !== '') cli.print(help);
    return 0;
  } catch (error) {
    cli.say(describeFailure(error));
    return 1;
  }
}

/**
 * Parses the arguments and runs the command. Returns the text of the help or version if the arguments ask for it, else
 * an empty text.
 */
async function parse(args: readonly string[], cli: Cli): Promise<string> {
  const parser = yargs()
    .scriptName('irontrack')
    .locale('en')
    .usage('$0 <command>\n\nTraining history as an append-only log of events.')
    .demandCommand(1, 'Which command?')
    .strict()
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .version(version)
    .alias({ h: 'help', v: 'version' })
    .wrap(Math.min(100, cli.stdout.columns ?? 100))
    .fail((message, error) => {
      throw error ?? usageError(args, message);
    });
  for (const each of commands) 'commands' in each ? addGroup(parser, each, cli) : addCommand(parser, each, cli);
  let help = '';
  const parsing = parser.parseAsync([...args], {}, (_error, _argv, output) => {
    help = output;
  });
  await parsing.catch((error: Error) => {
    // `YError` is the error class of the parser, yargs. It also wraps errors that the function `coerce` of an option
    // throws.
    throw error.name === 'YError' ? usageError(args, error.message) : error;
  });
  return help;
}

function usageError(args: readonly string[], message: string): CliError {
  const command = ['irontrack', ...commandWords(commands, args)].join(' ');
  return new CliError(`${command}: ${message}\nSee ${command} --help.`);
}

const addGroup = (parser: Argv, { name, describe, commands }: CommandGroup, cli: Cli): Argv =>
  parser.command(name, describe, (group) => {
    for (const each of commands) addCommand(group, each, cli);
    return group.demandCommand(1, 'Which command?');
  });

const addCommand = (parser: Argv, { usage, describe, isHidden, load }: CommandEntry, cli: Cli): Argv =>
  parser.command(
    usage,
    // The types of yargs lack `false`, which keeps a command out of the help.
    isHidden ? (false as unknown as string) : describe,
    async (command) => (await load()).configure(command),
    async (argv) => (await load()).run(argv, cli),
  );
