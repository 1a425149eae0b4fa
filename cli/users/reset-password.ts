import { defineCommand } from '../command.ts';
import { escapeControls, jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { operatorContext, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const resetPassword = defineCommand({
  positionals: { account },
  options: { json },
  async run(argv, cli) {
    const { token, email } = await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, argv.account);
      const token = await core.offerPasswordReset(account.id, 'operator', operatorContext(core, account.id));
      return { token, email: account.email };
    });
    cli.print(argv.json ? jsonOf({ token }) : token);
    cli.say(
      `The token lets ${escapeControls(email)} set a new password once, within an hour: POST /access/password-reset.`,
    );
  },
});
