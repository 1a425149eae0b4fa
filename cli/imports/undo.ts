import { randomUUID } from 'node:crypto';
import type { ImportId } from '../../src/events/ids.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { isUuid, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const undo = defineCommand({
  positionals: { account, id: { type: 'string', demandOption: true, describe: 'Id of the import' } },
  options: { json },
  async run({ account: owner, id, json }, cli) {
    if (!isUuid(id)) throw new CliError(`${id} is not the id of an import.`);
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, owner);
      const importId = id.toLowerCase() as ImportId;
      await core.imports.undo({ userId: account.id, role: account.roleSlug, correlationId: randomUUID(), importId });
    });
    if (json) cli.print(jsonOf({ id, status: 'undone' }));
    cli.say(`Import ${id} is undone.`);
  },
});
