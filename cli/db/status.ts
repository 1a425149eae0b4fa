import { listMigrations, type MigrationStatus } from '../../src/infra/postgres/migrations/migration-status.ts';
import { defineCommand } from '../command.ts';
import { type Columns, printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { onDatabase } from './on-database.ts';

const fileNotes = { same: '', changed: 'changed since', missing: 'unknown to this build' };

const columns: Columns<MigrationStatus> = {
  MIGRATION: ({ name }) => name,
  APPLIED: ({ appliedAt }) => appliedAt?.toISOString() ?? 'pending',
  NOTE: ({ file }) => fileNotes[file],
};

export const status = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    await printList(cli, await onDatabase(cli, listMigrations), columns, json);
  },
});
