import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { TimeZone } from '../../src/events/ids.ts';
import type { ImportCounts } from '../../src/events/import.ts';
import { importFormats, weightUnits } from '../../src/events/values.ts';
import { fileSource } from '../../src/infra/local/spool.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { escapeControls } from '../host/text.ts';
import { account, json } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const importFile = defineCommand({
  positionals: { account, file: { type: 'string', demandOption: true, describe: 'The exported CSV file' } },
  options: {
    format: { choices: importFormats, demandOption: true, describe: 'The app that exported the file' },
    unit: { choices: weightUnits, describe: 'Unit of weights, if the file does not name it' },
    timezone: { type: 'string', default: 'UTC', describe: 'Time zone of times in the file, such as Europe/Berlin' },
    dryRun: { type: 'boolean', default: false, describe: 'Report only, write nothing' },
    json,
  },
  async run({ file, format, unit, timezone, account: owner, json, dryRun }, cli) {
    await using source = await openFile(file);
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, owner);
      const progress = await progressOf(cli, source.bytes);
      const started = performance.now();
      try {
        const { report } = await core.imports.run({
          ...{ userId: account.id, role: account.roleSlug, correlationId: randomUUID() },
          ...{ format, unit: unit ?? null, timezone: timezone as TimeZone, dryRun },
          ...{ fileName: basename(file), source },
          onProgress: ({ bytes, counts }) => progress.update(bytes, counts),
          onRejected: ({ line, reason }) => progress.above(() => cli.say(`line ${line}: ${escapeControls(reason)}`)),
        });
        progress.stop();
        if (json) return cli.print(JSON.stringify(report));
        for (const line of summaryOf(report.counts, (performance.now() - started) / 1000)) cli.say(line);
        cli.print(report.id ?? 'dry run: nothing was written');
      } finally {
        progress.stop();
      }
    });
  },
});

const openFile = (file: string) =>
  fileSource(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new CliError(`There is no file ${file}.`) : error;
  });

const progressOf = (cli: Cli, bytes: number) =>
  startProgressBar(cli, {
    format: '{bar} {percentage} % | {sets} sets | {eta} s left',
    total: bytes,
    fields: { sets: 0 },
    interrupted: 'Stopped; import the file again to continue.',
  });

function summaryOf(counts: ImportCounts, seconds: number): string[] {
  const { sessions, sessionsAdded, sessionsUpdated, sets, added, updated, unchanged, removed, rejected } = counts;
  return [
    `${sessions} sessions (${sessionsAdded} new, ${sessionsUpdated} changed)`,
    `${sets} sets (${added} added, ${updated} updated, ${unchanged} unchanged), ${removed} removed`,
    `${rejected} rows rejected`,
    `${seconds.toFixed(1)} s, ${Math.round(sets / seconds)} sets/s`,
  ];
}
