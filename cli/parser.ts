import yargs, { type Argv } from 'yargs';
import { version } from '../src/service/version.ts';
import { addCommand, addGroup } from './add-commands.ts';
import { commandWords } from './command-words.ts';
import { commands } from './commands.ts';
import { type Cli, CliError } from './host/host.ts';

/**
 * Parses the arguments and runs the command. Returns the text of the help or version if the arguments ask for it, else
 * an empty text.
 */
export async function parse(args: readonly string[], cli: Cli): Promise<string> {
  let help = '';
  const parsing = createParser(args, cli).parseAsync([...args], {}, (_error, _argv, output) => {
    help = output;
  });
  await parsing.catch((error: Error) => {
    // `YError` is the error class of the parser, yargs. It also wraps errors that the function `coerce` of an option
    // throws.
    throw error.name === 'YError' ? usageError(args, error.message) : error;
  });
  return help;
}

function createParser(args: readonly string[], cli: Cli): Argv {
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
  return parser;
}

function usageError(args: readonly string[], message: string): CliError {
  const command = ['irontrack', ...commandWords(commands, args)].join(' ');
  return new CliError(`${command}: ${message}\nSee ${command} --help.`);
}
