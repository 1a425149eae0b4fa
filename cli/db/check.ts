import { checkSchema, type SchemaDifference } from '../../src/infra/postgres/migrations/check-schema.ts';
import { listMigrations } from '../../src/infra/postgres/migrations/migration-status.ts';
import { tableNameOf } from '../../src/projections/core/model.ts';
import { models } from '../../src/projections/models/all.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { type Columns, printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { onDatabase } from './on-database.ts';

const tablesOf = ({ projection, version }: { projection: string; version: number }) =>
  models
    .filter(({ name }) => name === projection)
    .flatMap(({ tables }) => tables.map((base) => tableNameOf(base, version)));

const words = { missing: 'missing', additional: 'not from a migration' };
const columns: Columns<SchemaDifference> = { DIFFERENCE: ({ kind }) => words[kind], PART: ({ part }) => part };

export const check = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    const differences = await onDatabase(cli, async (migrations) => {
      const pending = (await listMigrations(migrations)).filter(({ appliedAt }) => appliedAt === null);
      if (pending.length > 0)
        throw new CliError('The database lacks migrations of this build: run irontrack db migrate first.');
      return checkSchema(migrations, tablesOf);
    });
    if (differences.length === 0) return cli.say('The schema is what the migrations make.');
    await printList(cli, differences, columns, json);
    throw new CliError(`${differences.length} differences found.`);
  },
});
