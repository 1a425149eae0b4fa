import { readSecretFiles } from '../src/service/secret-files.ts';
import { requireKnownCommand } from './command-words.ts';
import { commands } from './commands.ts';
import { renameDeprecated } from './deprecated.ts';
import { describeFailure } from './host/failures.ts';
import { createCli, type Host } from './host/host.ts';
import { parse } from './parser.ts';

/** Runs one command to its end and returns the exit code. A failure is not thrown but printed to standard error. */
export async function runCli(args: readonly string[], host: Host): Promise<number> {
  let cli = createCli(host);
  try {
    cli = createCli({ ...host, env: readSecretFiles(host.env) });
    requireKnownCommand(commands, args);
    const help = await parse(renameDeprecated(args, cli.say), cli);
    if (help !== '') cli.print(help);
    return 0;
  } catch (error) {
    cli.say(describeFailure(error));
    return 1;
  }
}
