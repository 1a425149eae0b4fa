import type { AppGrant } from '../../src/ports/app-grants.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { escapeControls } from '../host/text.ts';
import { account, jsonLines } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const list = defineCommand({
  positionals: { account },
  options: { json: jsonLines },
  async run(argv, cli) {
    await withApplication(cli, async (core) => {
      const { document: account, signedOutAt } = await readAccount(core, argv.account);
      const valid = await core.appGrants.list(account.id, signedOutAt);
      await printList(cli, valid, columns, argv.json);
      if (valid.length === 0) cli.say(`${escapeControls(account.email)} allows no app.`);
    });
  },
});

const columns: Columns<AppGrant> = {
  ID: ({ id }) => id,
  CREATED: ({ createdAt }) => createdAt,
  EXPIRES: ({ expiresAt }) => expiresAt,
  'LAST USED': ({ lastUsedAt }) => lastUsedAt ?? '',
  SCOPES: ({ scopes }) => scopes.join(', '),
  APP: ({ appName }) => appName,
};
