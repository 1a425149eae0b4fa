import { selfOf } from '../../src/documents/account.ts';
import { historyFormat } from '../../src/events/values.ts';
import { type CsvFormatName, csvFormats } from '../../src/exports/formats.ts';
import { boundGarbage } from '../../src/infra/local/bound-garbage.ts';
import { exportCsv, exportHistory, readLosses } from '../../src/use-cases/export/export-history.ts';
import { historyReader } from '../../src/use-cases/export/history-reader.ts';
import { defineCommand } from '../command.ts';
import { account } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { write } from './write-export.ts';

const formats = [historyFormat.name, ...(Object.keys(csvFormats) as CsvFormatName[])] as const;

export const exportHistoryCommand = defineCommand({
  positionals: { account },
  options: {
    format: { choices: formats, default: historyFormat.name, describe: 'irontrack keeps everything' },
    output: { type: 'string', requiresArg: true, describe: 'The file to write (default standard output)' },
  },
  async run({ account: owner, format, output }, cli) {
    boundGarbage(50);
    await withApplication(cli, async (core) => {
      const { document } = await readAccount(core, owner);
      const { imageBase } = core.config;
      const requiredPosition = await core.gate.requiredPosition(document.id);
      const read = historyReader(core.queries.readHistoryPage, { owner: document.id, requiredPosition, imageBase });
      if (format === historyFormat.name) {
        await write(cli, output, exportHistory({ account: selfOf(document), exportedAt: core.clock(), read }));
        return;
      }
      await write(cli, output, exportCsv({ format, read }));
      for (const { meaning, count } of await readLosses({ format, read }))
        cli.say(`not in the file (${count}): ${meaning}`);
    });
  },
});
