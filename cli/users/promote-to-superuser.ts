import type { AccountDocument } from '../../src/documents/account.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError, isInteractive } from '../host/host.ts';
import { confirm, obtain, type Question } from '../host/prompts.ts';
import { escapeControls } from '../host/text.ts';
import { account, json, yes } from '../options.ts';
import { isUuid } from '../setup/accounts.ts';
import { actsToRole, changeAccount, editAccount } from './change.ts';

const existingAccount: Question = {
  option: '<account>',
  question: 'Email address or id',
  problemOf: (text) => (text.trim() === '' ? 'This is not an account.' : null),
};

export const promoteToSuperuser = defineCommand({
  positionals: { account: { ...account, demandOption: false } },
  options: { yes, json },
  async run({ json, yes, ...argv }, cli) {
    const account = await obtain(cli, existingAccount, argv.account);
    await changeAccount(
      cli,
      { account, json },
      'a superuser',
      (before) => [editAccount({ isSuperuser: true }), ...actsToRole('superuser', before)],
      async (core, found) => {
        if (!yes && !isUuid(account)) await confirmOwnClaim(cli, core, found);
      },
    );
  },
});

/**
 * Asks before an account gets all rights by an address that it gave itself: no address is verified, so the account may
 * be that of a stranger who signed up with it. Without a terminal, the command needs the id, or `--yes`.
 */
async function confirmOwnClaim(cli: Cli, core: Application, { id, email, isSuperuser, ...found }: AccountDocument) {
  if (isSuperuser || !(await core.isAddressOwnClaim(id))) return;
  const who = `${escapeControls(email)} (id ${id}, since ${found.createdAt.slice(0, 10)})`;
  if (!isInteractive(cli)) {
    throw new CliError(
      `${who} gave this address itself, and the service has not verified it. Give the id instead, or --yes.`,
    );
  }
  const question = `${who} gave this address itself, and the service has not verified it. Give this account all rights?`;
  if (!(await confirm(cli, question))) throw new CliError('Nothing has changed.');
}
