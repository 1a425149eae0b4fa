import { rollback } from '../../src/infra/postgres/migrations/migrate.ts';
import { listTablesLostByRollback } from '../../src/infra/postgres/migrations/migration-status.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { confirm } from '../host/prompts.ts';
import { jsonOf } from '../host/text.ts';
import { integer, json, yes } from '../options.ts';
import { onDatabase } from './on-database.ts';
import { requireNoProcesses } from './require-no-processes.ts';

export const rollbackCommand = defineCommand({
  options: {
    steps: { ...integer('--steps', { min: 1 }), default: '1', describe: 'Number of migrations to revert' },
    json,
    yes: { ...yes, describe: 'Do not ask, even if data is lost for good' },
  },
  async run({ steps, yes, json }, cli) {
    const reverted = await onDatabase(cli, async (migrations) => {
      await requireNoProcesses(migrations);
      const lost = yes ? [] : await listTablesLostByRollback(migrations, steps);
      if (lost.length > 0) {
        cli.say(`The rows of ${lost.join(', ')} would be lost for good: the log cannot restore them.`);
        if (!(await confirm(cli, 'Destroy them?'))) throw new CliError('Nothing has changed.');
      }
      return rollback(migrations, steps);
    });
    for (const line of json ? [jsonOf({ reverted })] : reverted) cli.print(line);
    if (reverted.length === 0) cli.say('There is no migration to revert.');
  },
});
