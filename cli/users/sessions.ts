import type { AuthSession } from '../../src/ports/auth-sessions.ts';
import { defineCommand } from '../command.ts';
import { columnsOf, escapeControls } from '../host/text.ts';
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
      for (const each of open) cli.print(argv.json ? JSON.stringify(each) : lineOf(each));
      if (open.length === 0) cli.say(`${escapeControls(account.email)} has no open sign-in.`);
    });
  },
});

const lineOf = ({ id, createdAt, lastUsedAt, userAgent }: AuthSession): string =>
  columnsOf([id, createdAt, lastUsedAt, userAgent ?? '']);
