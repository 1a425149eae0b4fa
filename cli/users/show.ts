import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { accountLines } from './format.ts';

export const show = defineCommand({
  positionals: { account },
  options: { json },
  async run(argv, cli) {
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, argv.account);
      for (const line of argv.json ? [jsonOf(account)] : accountLines(account)) cli.print(line);
    });
  },
});
