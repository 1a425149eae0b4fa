import type { ImportDocument } from '../../src/documents/import.ts';
import type { AccountId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { account, jsonLines } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { everyItem } from '../setup/every-item.ts';

export const list = defineCommand({
  positionals: { account },
  options: { json: jsonLines },
  async run(argv, cli) {
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, argv.account);
      const count = await printList(cli, importsOf(core, account.id), columns, argv.json);
      if (count === 0) cli.say(`${account.email} has no imports.`);
    });
  },
});

/** Reads the account's imports, newest first. */
async function* importsOf({ gate, queries }: Application, owner: AccountId): AsyncGenerator<ImportDocument> {
  const requiredPosition = await gate.requiredPosition(owner);
  yield* everyItem<ImportDocument>((page) =>
    queries.listImports({ owner, requiredPosition, orderBy: 'createdAt', sortOrder: 'desc', ...page }),
  );
}

const columns: Columns<ImportDocument> = {
  ID: ({ id }) => id,
  CREATED: ({ createdAt }) => createdAt.slice(0, 19),
  STATUS: ({ status }) => status,
  FORMAT: ({ format }) => format,
  SETS: ({ counts }) => String(counts?.sets ?? '?'),
  FILE: ({ fileName }) => fileName ?? '',
};
