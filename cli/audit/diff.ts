import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { integer, json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { asked, historyOf } from './asked.ts';

export const diff = defineCommand({
  positionals: {
    ...asked,
    from: { ...integer('from'), demandOption: true, describe: 'The older revision' },
    to: { ...integer('to'), demandOption: true, describe: 'The newer revision' },
  },
  options: { json },
  async run({ from, to, ...argv }, cli) {
    if (from > to) throw new CliError(`The revision ${from} is newer than ${to}.`);
    await withApplication(cli, async (core) => {
      const found = await core.audit.getDifference({ ...(await historyOf(core, argv)), from, to });
      if (!found) throw new CliError(`There is no revision ${to}.`);
      for (const line of argv.json ? [jsonOf(found)] : found.sentences) cli.print(line);
    });
  },
});
