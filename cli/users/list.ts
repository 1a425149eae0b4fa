import type { AccountDocument } from '../../src/documents/account.ts';
import { hasLength, searchLength } from '../../src/events/values.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { everyItem } from '../setup/every-item.ts';
import { retryWhileOutdated } from '../setup/outdated-read-model.ts';
import { accountColumns } from './format.ts';

type Filter = Readonly<{ search: string | undefined; isActive: boolean | undefined }>;

export const list = defineCommand({
  options: {
    search: { type: 'string', requiresArg: true, describe: 'Part of the name or email address, in any case' },
    active: { type: 'boolean', describe: 'Only accounts that can sign in' },
    inactive: { type: 'boolean', describe: 'Only deactivated accounts' },
    json: jsonLines,
  },
  conflicts: ['active', 'inactive'],
  async run({ active, inactive, search, json }, cli) {
    const isActive = active ?? (inactive === undefined ? undefined : !inactive);
    if (search !== undefined && !hasLength(search, searchLength)) {
      throw new CliError(`--search: At most ${searchLength.max} characters.`);
    }
    const filter = { search: search?.trim() || undefined, isActive };
    await withApplication(cli, async (core) => {
      const count = await printList(cli, accountsOf(core, filter), accountColumns, json);
      const isFiltered = filter.search !== undefined || isActive !== undefined;
      if (count === 0) cli.say(isFiltered ? 'No account matches.' : 'There are no accounts yet.');
    });
  },
});

/** Reads the accounts. The result contains every change that was in the log when the function was called. */
async function* accountsOf({ log, queries }: Application, filter: Filter): AsyncGenerator<AccountDocument> {
  const head = await log.head();
  const query = { ...filter, requiredPosition: () => head, orderBy: 'createdAt', sortOrder: 'asc' } as const;
  yield* everyItem<AccountDocument>((page) => retryWhileOutdated(() => queries.listAccounts({ ...query, ...page })));
}
