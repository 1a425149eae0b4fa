import type { Correction } from '../../src/queries/audit/reports.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { account, jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { allPages } from './pages.ts';

const columns: Columns<Correction> = {
  RECORDED: ({ recordedAt }) => recordedAt,
  AFTER: ({ secondsAfterEnd }) => (secondsAfterEnd === null ? '' : `${secondsAfterEnd} s`),
  ACTOR: ({ actor }) => `${actor.via}:${actor.id}`,
  SESSION: ({ about }) => about.id,
  EVENT: ({ sentence }) => sentence,
};

export const corrections = defineCommand({
  positionals: { account },
  options: { json: jsonLines },
  async run({ account: owner, json }, cli) {
    await withApplication(cli, async (core) => {
      const items = allPages(core, owner, (question) => core.audit.listCorrections({ ...question, filters: {} }));
      await printList(cli, items, columns, json);
    });
  },
});
