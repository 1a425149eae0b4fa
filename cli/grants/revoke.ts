import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { grantId, grantOf } from './grant-of.ts';

export const revoke = defineCommand({
  positionals: { account, id: grantId },
  options: { json },
  async run(argv, cli) {
    const grant = await withApplication(cli, async (core) => {
      const found = await grantOf(core, argv);
      await core.appGrants.end(found.account.id, found.grant);
      return found.grant;
    });
    if (argv.json) cli.print(jsonOf({ revoked: [grant] }));
    cli.say('The app may do nothing any more. What it has done stays; irontrack grants undo reverses it.');
  },
});
