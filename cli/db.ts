import type { Argv } from 'yargs';
import {
  createMigration,
  lostByRollback,
  type Migrations,
  migrate,
  migrationStatus,
  migrationsFolder,
  rollback,
} from '../src/infra/postgres/migrations.ts';
import { setUp, withAddresses } from './environment.ts';
import { whole } from './numbers.ts';
import { confirm } from './prompts.ts';
import { CliError, print, say } from './terminal.ts';

const onDatabase = <Result>(use: (migrations: Migrations) => Promise<Result>): Promise<Result> =>
  withAddresses(setUp(), ({ databaseUrl }) => use({ databaseUrl, folder: migrationsFolder }));

const fileNotes = { same: '', changed: '\tchanged since', missing: '\tunknown to this build' };

async function takeBack({ steps, yes }: Readonly<{ steps: number; yes: boolean }>): Promise<void> {
  const undone = await onDatabase(async (migrations) => {
    const lost = yes ? [] : await lostByRollback(migrations, steps);
    if (lost.length > 0) {
      say(`Nothing brings back what is in ${lost.join(', ')}: not the log, and not db migrate.`);
      if (!(await confirm('Destroy it for good?'))) throw new CliError('Nothing has changed.');
    }
    return rollback(migrations, steps);
  });
  for (const name of undone) print(name);
  if (undone.length === 0) say('Nothing to take back.');
}

/** The schema of the database. */
export const db = (cli: Argv): Argv =>
  cli.command('db', 'The schema of the database', (yargs) =>
    yargs
      .command('migrate', 'Apply every migration that is missing', {}, async () => {
        const done = await onDatabase(migrate);
        for (const name of done) print(name);
        if (done.length === 0) say('Nothing to apply.');
      })
      .command(
        'rollback',
        'Take back the last migrations',
        (verb) =>
          verb.options({
            steps: { ...whole('--steps', { min: 1 }), default: '1', describe: 'How many' },
            yes: { type: 'boolean', default: false, describe: 'Do not ask, whatever is lost' },
          }),
        (argv) => takeBack(argv),
      )
      .command('status', 'List the migrations and when each was applied', {}, async () => {
        for (const { name, appliedAt, file } of await onDatabase(migrationStatus)) {
          print(`${name}\t${appliedAt?.toISOString() ?? 'pending'}${fileNotes[file]}`);
        }
      })
      .command(
        'create <name>',
        'Write an empty pair of files for a new migration',
        (verb) => verb.positional('name', { type: 'string', demandOption: true }),
        async ({ name }) => {
          for (const path of await createMigration(migrationsFolder, name)) print(path);
        },
      )
      .demandCommand(1, 'Which action?'),
  );
