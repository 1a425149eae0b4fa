import { connectPostgres } from '../../src/infra/postgres/pool.ts';
import { writeDump } from '../../src/service/backup.ts';
import { defineCommand } from '../command.ts';
import { writing } from '../host/signals.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { onDatabase } from './on-database.ts';

export const dump = defineCommand({
  positionals: { file: { type: 'string', demandOption: true, describe: 'The file to write; it must not exist' } },
  options: { json },
  async run({ file, json }, cli) {
    const { lines } = await onDatabase(cli, async ({ databaseUrl }) => {
      const db = await connectPostgres(databaseUrl, { max: 1, applicationName: 'dump of irontrack' });
      try {
        return await writing(cli, (signal) => db.transaction((tx) => writeDump(tx, file, signal)));
      } finally {
        await db.end();
      }
    });
    cli.print(json ? jsonOf({ rows: lines }) : `${lines} rows`);
    cli.say('Without the log of the same moment it restores nothing: irontrack backup writes both.');
  },
});
