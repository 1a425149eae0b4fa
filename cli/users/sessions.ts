import type { AuthSession } from '../../src/ports/auth-sessions.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { escapeControls } from '../host/text.ts';
import { account, jsonLines } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const sessions = defineCommand({
  positionals: { account },
  options: { json: jsonLines },
  async run(argv, cli) {
    await withApplication(cli, async (core) => {
      const { document: account, signedOutAt } = await readAccount(core, argv.account);
      const open = await core.authSessions.list(account.id, signedOutAt);
      await printList(cli, open, columns, argv.json);
      if (open.length === 0) cli.say(`${escapeControls(account.email)} has no open sign-in.`);
    });
  },
});

const columns: Columns<AuthSession> = {
  ID: ({ id }) => id,
  CREATED: ({ createdAt }) => createdAt,
  'LAST USED': ({ lastUsedAt }) => lastUsedAt,
  'USER AGENT': ({ userAgent }) => userAgent ?? '',
};
