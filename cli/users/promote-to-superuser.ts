import { defineCommand } from '../command.ts';
import { obtain, type Question } from '../host/prompts.ts';
import { account, json } from '../options.ts';
import { actsToRole, changeAccount, editAccount } from './change.ts';

const existingAccount: Question = {
  option: '<account>',
  question: 'Email address or id',
  problemOf: (text) => (text.trim() === '' ? 'This is not an account.' : null),
};

export const promoteToSuperuser = defineCommand({
  positionals: { account: { ...account, demandOption: false } },
  options: { json },
  async run(argv, cli) {
    const account = await obtain(cli, existingAccount, argv.account);
    await changeAccount(cli, { account, json: argv.json }, 'a superuser', (before) => [
      editAccount({ isSuperuser: true }),
      ...actsToRole('superuser', before),
    ]);
  },
});
