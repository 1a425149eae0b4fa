import type { HistoryEvent } from '../../src/queries/audit/tell-places.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { account, jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { allPages } from './pages.ts';

const columns: Columns<HistoryEvent> = {
  RECORDED: ({ recordedAt }) => recordedAt,
  LAG: ({ lagSeconds }) => `${lagSeconds} s`,
  ACTOR: ({ actor }) => `${actor.via}:${actor.id}`,
  ABOUT: ({ about }) => `${about.kind} ${about.id}`,
  EVENT: ({ sentence }) => sentence,
};

export const history = defineCommand({
  positionals: { account },
  options: { json: jsonLines },
  async run({ account: owner, json }, cli) {
    await withApplication(cli, async (core) => {
      const items = allPages(core, owner, (question) => core.audit.listHistory({ ...question, filters: {} }));
      await printList(cli, items, columns, json);
    });
  },
});
