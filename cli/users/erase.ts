import type { Argv } from 'yargs';
import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { accountOf, asOperator } from '../accounts.ts';
import { setUp, withApplication } from '../environment.ts';
import { confirm, mustBeTerminal } from '../prompts.ts';
import { CliError, say, shown } from '../terminal.ts';
import { isBehind, retryWhileBehind } from './patience.ts';
import { account, json, printJson } from './showing.ts';

type Erasure = Readonly<{ account: string; yes: boolean; json: boolean }>;

async function erase({ account: who, yes, json }: Erasure): Promise<void> {
  if (!yes) mustBeTerminal('--yes');
  const id = await withApplication(setUp(), async (core) => {
    const { document: account } = await accountOf(core, who);
    const question = `Erase ${shown(account.email)} with its whole history, for ever?`;
    if (!yes && !(await confirm(question))) throw new CliError('Nothing has changed.');
    await eraseOn(core, account.id);
    return account.id;
  });
  if (json) printJson({ id, erased: true });
  say(`${who} is erased.`);
}

async function eraseOn(core: Application, id: AccountId): Promise<void> {
  try {
    await core.eraseAccount(id, 'operator', asOperator(core, id));
  } catch (error) {
    if (!isBehind(error)) throw error;
    await seenOff(core, id);
  }
}

/** The log has forgotten the account; read tables follow as soon as a worker runs. */
async function seenOff({ log, queries }: Application, owner: AccountId): Promise<void> {
  const position = await log.head();
  await retryWhileBehind(() => queries.waitUntilProjected({ owner, position })).catch((error: unknown) => {
    if (!isBehind(error)) throw error;
    throw new CliError('The account is erased, but read tables still show it: no worker has taken that in yet.');
  });
}

export const erasures = (users: Argv): Argv =>
  users.command(
    'erase <account>',
    'Forget an account with all of its history, for ever',
    (verb) =>
      verb
        .positional('account', account)
        .options({ yes: { type: 'boolean', default: false, describe: 'Do not ask' }, json }),
    (argv) => erase(argv),
  );
