import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { confirm, requireTerminal } from '../host/prompts.ts';
import { escapeControls, jsonOf } from '../host/text.ts';
import { account, json, yes } from '../options.ts';
import { operatorContext, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { isReadModelOutdated, retryWhileOutdated } from '../setup/outdated-read-model.ts';

export const erase = defineCommand({
  positionals: { account },
  options: { yes, json },
  async run(argv, cli) {
    if (!argv.yes) requireTerminal(cli, '--yes');
    const id = await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, argv.account);
      const question = `Erase ${escapeControls(account.email)} and its whole history for ever?`;
      if (!argv.yes && !(await confirm(cli, question))) throw new CliError('Nothing has changed.');
      await eraseAccount(core, account.id);
      cli.say('Removing what is left of the account from the disks …');
      await core.scrubNow();
      return account.id;
    });
    if (argv.json) cli.print(jsonOf({ id, erased: true }));
    cli.say(`${argv.account} is erased.`);
  },
});

async function eraseAccount(core: Application, id: AccountId): Promise<void> {
  try {
    await core.eraseAccount(id, { as: 'operator' }, operatorContext(core, id));
  } catch (error) {
    if (!isReadModelOutdated(error)) throw error;
    await waitUntilHidden(core, id);
  }
}

/**
 * Waits longer than the erasure itself for the read models to hide the account. The log already contains the erasure,
 * but the read models follow only while a worker runs.
 */
async function waitUntilHidden({ log, queries }: Application, owner: AccountId): Promise<void> {
  const position = await log.head();
  await retryWhileOutdated(() => queries.waitUntilProjected({ owner, position })).catch((error: unknown) => {
    if (!isReadModelOutdated(error)) throw error;
    throw new CliError('The account is erased, but the read models still show it: no worker has applied this yet.');
  });
}
