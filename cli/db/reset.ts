import { migrate, rollback } from '../../src/infra/postgres/migrations/migrate.ts';
import { listTablesLostByRollback } from '../../src/infra/postgres/migrations/migration-status.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { confirm, requireTerminal } from '../host/prompts.ts';
import { yes } from '../options.ts';
import { onDatabase } from './on-database.ts';
import { requireNoProcesses } from './require-no-processes.ts';

const all = 10_000;

export const reset = defineCommand({
  options: { yes: { ...yes, describe: 'Do not ask, even if data is lost for good' } },
  async run({ yes }, cli) {
    if (!yes) requireTerminal(cli, '--yes');
    await onDatabase(cli, async (migrations) => {
      await requireNoProcesses(migrations);
      const lost = yes ? [] : await listTablesLostByRollback(migrations, all);
      if (lost.length > 0) {
        cli.say(`The rows of ${lost.join(', ')} would be lost for good, and with them every text in the log.`);
        if (!(await confirm(cli, 'Destroy them?'))) throw new CliError('Nothing has changed.');
      }
      await rollback(migrations, all);
      await migrate(migrations);
    });
    cli.say('The database is empty, with the schema of this build.');
  },
});
