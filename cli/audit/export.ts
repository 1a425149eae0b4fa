import { csvOf, ndjsonOf } from '../../src/http/audit/export-lines.ts';
import { defineCommand } from '../command.ts';
import { write } from '../exports/write-export.ts';
import { account } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { operator } from './operator.ts';

export const exportAudit = defineCommand({
  positionals: { account },
  options: {
    format: { choices: ['ndjson', 'csv'] as const, default: 'ndjson' as const, describe: 'The format of the file' },
    output: { type: 'string', requiresArg: true, describe: 'The file to write (default standard output)' },
  },
  async run({ account: owner, format, output }, cli) {
    await withApplication(cli, async (core) => {
      const { document } = await readAccount(core, owner);
      const requiredPosition = await core.gate.requiredPosition(document.id);
      const events = core.audit.exportHistory({ reader: operator, athlete: document.id, requiredPosition });
      const heading = { athleteId: document.id, exportedAt: core.clock() };
      await write(cli, output, format === 'csv' ? csvOf(events) : ndjsonOf(heading, events));
    });
  },
});
