import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { version } from '../src/service/version.ts';
import { db } from './db.ts';
import { deadLetters } from './dead-letters.ts';
import { events } from './events.ts';
import { importFile } from './import.ts';
import { imports } from './imports.ts';
import { projections } from './projections.ts';
import { seed } from './seed.ts';
import { serveRole } from './serve.ts';
import { CliError, leaveUnread, tell } from './terminal.ts';
import { up } from './up.ts';
import { users } from './users.ts';
import { dispatchRole, workRole } from './work.ts';

const verbs = [
  ...[up, serveRole, workRole, dispatchRole, db, seed, users],
  ...[importFile, imports, events, projections, deadLetters],
];

const argv = verbs
  .reduce((cli, add) => add(cli), yargs(hideBin(process.argv)))
  .scriptName('irontrack')
  .usage('$0 <command>\n\nTraining history as an append-only log of facts.')
  .demandCommand(1, 'Which command?')
  .recommendCommands()
  .strict()
  .parserConfiguration({ 'duplicate-arguments-array': false })
  .version(version)
  .alias({ h: 'help', v: 'version' })
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .fail((message, error) => {
    // What yargs itself finds wrong comes in either way.
    if (error && error.name !== 'YError') throw error;
    throw new CliError(`${message ?? error.message}\nSee irontrack --help.`);
  });

// Ahead of a library's listener, which keeps to itself that nobody reads, and throws whatever else it hears of.
process.stdout.prependListener('error', leaveUnread);

try {
  await argv.parseAsync();
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
