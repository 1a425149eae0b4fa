import { listMigrations } from '../../src/infra/postgres/migrations/migration-status.ts';
import { defineCommand } from '../command.ts';
import { onDatabase } from './on-database.ts';

const fileNotes = { same: '', changed: '\tchanged since', missing: '\tunknown to this build' };

export const status = defineCommand({
  async run(_argv, cli) {
    for (const { name, appliedAt, file } of await onDatabase(cli, listMigrations)) {
      cli.print(`${name}\t${appliedAt?.toISOString() ?? 'pending'}${fileNotes[file]}`);
    }
  },
});
