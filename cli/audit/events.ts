import type { AuditedEvent } from '../../src/queries/audit/audited-event.ts';
import { maxRevisions } from '../../src/queries/audit/history.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { asked, historyOf } from './asked.ts';

const columns: Columns<AuditedEvent> = {
  REVISION: ({ revision }) => String(revision),
  RECORDED: ({ recordedAt }) => recordedAt,
  LAG: ({ lagSeconds }) => `${lagSeconds} s`,
  ACTOR: ({ actor }) => `${actor.via}:${actor.id}`,
  EVENT: ({ sentence }) => sentence,
};

export const auditEvents = defineCommand({
  positionals: asked,
  options: { json: jsonLines },
  async run(argv, cli) {
    await withApplication(cli, async (core) => {
      const history = await historyOf(core, argv);
      const { items } = await core.audit.listEvents({ ...history, filters: {}, limit: maxRevisions, after: null });
      await printList(cli, items, columns, argv.json);
    });
  },
});
