import type { Argv } from 'yargs';
import type { AccountDocument } from '../../src/documents/account.ts';
import { accountOf } from '../accounts.ts';
import { setUp, withApplication } from '../environment.ts';
import { print, say } from '../terminal.ts';
import { retryWhileBehind } from './patience.ts';
import { account, json, jsonLines, lineOf, linesOf, printJson } from './showing.ts';

const pageSize = 100;

type Filter = Readonly<{ search: string | undefined; isActive: boolean | undefined; json: boolean }>;

async function list({ json, search, isActive }: Filter): Promise<void> {
  await withApplication(setUp(), async ({ log, queries }) => {
    // What stands in the log by now is what the list has to show.
    const head = await log.head();
    const question = { requiredPosition: () => head, orderBy: 'createdAt', sortOrder: 'asc', limit: pageSize } as const;
    for (let offset = 0; ; offset += pageSize) {
      const text = await retryWhileBehind(() => queries.listAccounts({ ...question, offset, search, isActive }));
      const { items } = JSON.parse(text) as { items: AccountDocument[] };
      for (const item of items) print(json ? JSON.stringify(item) : lineOf(item));
      if (offset === 0 && items.length === 0) {
        const isAnySought = search === undefined && isActive === undefined;
        say(isAnySought ? 'There are no accounts yet.' : 'There is no such account.');
      }
      if (items.length < pageSize) return;
    }
  });
}

async function show(who: string, json: boolean): Promise<void> {
  await withApplication(setUp(), async (core) => {
    const { document: account } = await accountOf(core, who);
    if (json) printJson(account);
    else for (const line of linesOf(account)) print(line);
  });
}

export const looks = (users: Argv): Argv =>
  users
    .command(
      'list',
      'List accounts, the oldest first',
      (verb) =>
        verb
          .options({
            search: { type: 'string', requiresArg: true, describe: 'Part of the name or address, in any case' },
            active: { type: 'boolean', describe: 'Only those that can sign in' },
            inactive: { type: 'boolean', describe: 'Only those that can not' },
            json: jsonLines,
          })
          .conflicts('active', 'inactive'),
      ({ active, inactive, search, json }) => {
        const isActive = active ?? (inactive === undefined ? undefined : !inactive);
        return list({ json, search: search?.trim() || undefined, isActive });
      },
    )
    .command(
      'show <account>',
      'Show one account',
      (verb) => verb.positional('account', account).options({ json }),
      (argv) => show(argv.account, argv.json),
    );
