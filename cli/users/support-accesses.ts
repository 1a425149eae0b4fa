import type { SupportDocument } from '../../src/documents/support.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { account, jsonLines } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { everyItem } from '../setup/every-item.ts';

export const supportAccesses = defineCommand({
  positionals: { account },
  options: {
    json: jsonLines,
    open: { type: 'boolean', default: false, describe: 'Only those that are open now' },
  },
  async run({ open, json, ...argv }, cli) {
    await withApplication(cli, async (core) => {
      const { document } = await readAccount(core, argv.account);
      const requiredPosition = await core.requiredPosition(document.id);
      const items = everyItem<SupportDocument>((page) =>
        core.queries.listSupportAccesses({
          ...{ ...page, sortOrder: 'asc', as: 'athlete', caller: document.id, requiredPosition },
          ...(open && { open }),
        }),
      );
      await printList(cli, items, columns, json);
    });
  },
});

const columns: Columns<SupportDocument> = {
  ID: ({ id }) => id,
  OPENED: ({ createdAt }) => createdAt,
  UNTIL: ({ endedAt, expiresAt }) => endedAt ?? expiresAt,
  SUPERUSER: ({ superuserId }) => superuserId,
  REASON: ({ reason }) => reason,
};
