import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Argv } from 'yargs';
import type { TimeZone } from '../src/events/ids.ts';
import type { ImportCounts } from '../src/events/import.ts';
import { importFormats, weightUnits } from '../src/events/values.ts';
import { fileSource } from '../src/infra/local/spool.ts';
import { accountOf } from './accounts.ts';
import { setUp, withApplication } from './environment.ts';
import { barOf } from './progress-bar.ts';
import { CliError, print, say, shown } from './terminal.ts';

/** A file of another app, by the commands that a client would send. */
export const importFile = (cli: Argv): Argv =>
  cli.command(
    'import <file>',
    'Import the training history that another app has exported',
    (yargs) =>
      yargs.positional('file', { type: 'string', demandOption: true, describe: 'The exported CSV file' }).options({
        format: { choices: importFormats, demandOption: true, describe: 'The app it comes from' },
        user: { type: 'string', demandOption: true, describe: 'E-mail address of whose history it is' },
        unit: { choices: weightUnits, describe: 'Unit of weights, where the file does not say' },
        zone: { type: 'string', default: 'UTC', describe: 'Time zone of the file’s clock, such as Europe/Berlin' },
        dryRun: { type: 'boolean', default: false, describe: 'Report only, write nothing' },
        json: { type: 'boolean', default: false, describe: 'Print the report as JSON' },
      }),
    async ({ file, format, unit, zone, user, json, dryRun }) => {
      await using source = await fileSource(file).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new CliError(`There is no file ${file}.`) : error;
      });
      await withApplication(setUp(), async (core) => {
        const { document: account } = await accountOf(core, user);
        const progress = progressOf(source.bytes);
        const started = performance.now();
        try {
          const { report } = await core.imports.run({
            userId: account.id,
            role: account.roleSlug,
            format,
            unit: unit ?? null,
            timezone: zone as TimeZone,
            fileName: basename(file),
            dryRun,
            source,
            correlationId: randomUUID(),
            onProgress: ({ bytes, counts }) => progress.update(bytes, counts),
            onRejected: ({ line, reason }) => progress.aside(`line ${line}: ${shown(reason)}`),
          });
          progress.stop();
          if (json) return print(JSON.stringify(report));
          for (const line of summaryOf(report.counts, (performance.now() - started) / 1000)) say(line);
          print(report.id ?? 'dry run: nothing was written');
        } finally {
          progress.stop();
        }
      });
    },
  );

function summaryOf(counts: ImportCounts, seconds: number): string[] {
  const { sessions, sessionsAdded, sessionsUpdated, sets, added, updated, unchanged, removed, rejected } = counts;
  return [
    `${sessions} sessions (${sessionsAdded} new, ${sessionsUpdated} changed)`,
    `${sets} sets (${added} added, ${updated} updated, ${unchanged} unchanged), ${removed} removed`,
    `${rejected} rows rejected`,
    `${seconds.toFixed(1)} s, ${Math.round(sets / seconds)} sets/s`,
  ];
}

/** A bar on a terminal; elsewhere nothing but the asides. */
function progressOf(total: number) {
  const bar = process.stderr.isTTY
    ? barOf('{bar} {percentage} % | {sets} sets | {eta} s left', 'Stopped; import the file again to go on.')
    : null;
  bar?.start(total, 0, { sets: 0 });
  return {
    update: (bytes: number, { sets }: ImportCounts) => bar?.update(bytes, { sets }),
    aside(line: string) {
      if (bar) process.stderr.write('\r\u001b[K');
      say(line);
    },
    stop: () => bar?.stop(),
  };
}
