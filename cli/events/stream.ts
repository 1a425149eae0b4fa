import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { eventColumns } from './print-events.ts';

export const stream = defineCommand({
  positionals: { name: { type: 'string', demandOption: true, describe: 'Name of the stream' } },
  options: { json: jsonLines },
  async run({ name, json }, cli) {
    await withApplication(cli, async ({ store }) => {
      const events = await store.read(name);
      if (events.length === 0) throw new CliError(`There is no stream ${name}.`);
      await printList(cli, events, eventColumns, json);
    });
  },
});
