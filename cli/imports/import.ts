import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { TimeZone } from '../../src/events/ids.ts';
import { historyFormat, importFormats, weightUnits } from '../../src/events/values.ts';
import { boundGarbage } from '../../src/infra/local/bound-garbage.ts';
import { fileSource } from '../../src/infra/local/spool.ts';
import type { ImportReport } from '../../src/use-cases/import/import-request.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { escapeControls, jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { summaryOf, unlinkedLine, workoutLine } from './report-lines.ts';

export const importFile = defineCommand({
  positionals: { account, file: { type: 'string', demandOption: true, describe: 'The exported file' } },
  options: {
    format: { choices: importFormats, demandOption: true, describe: 'The app that exported the file' },
    unit: { choices: weightUnits, describe: 'Unit of weights, if the file does not name it' },
    timezone: { type: 'string', describe: 'Time zone of times in the file, such as Europe/Berlin (default UTC)' },
    charset: { type: 'string', describe: 'Character set of the file, such as windows-1252 (default UTF-8)' },
    map: { type: 'string', describe: 'Columns of a csv file by field, such as weight=Load,reps=Reps' },
    'dry-run': {
      type: 'boolean',
      default: false,
      describe: 'Report what would happen to each workout, write nothing',
    },
    json,
  },
  async run({ file, format, unit, timezone, charset, map, account: owner, json, dryRun }, cli) {
    await using source = await openFile(file);
    if (timezone === undefined && format !== historyFormat.name) {
      cli.say('The times in the file are read as UTC. Choose another zone with --timezone.');
    }
    boundGarbage(25);
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, owner);
      const progress = await progressOf(cli, source.bytes);
      const started = performance.now();
      try {
        const { report } = await core.imports.run({
          ...{ userId: account.id, role: account.roleSlug, correlationId: randomUUID() },
          ...{ format, unit: unit ?? null, timezone: (timezone ?? 'UTC') as TimeZone, dryRun },
          ...{ charset: charset ?? null, map: map ?? null },
          ...{ fileName: basename(file), source },
          onProgress: ({ bytes, counts }) => progress.update(bytes, counts),
          onRejected: ({ line, reason }) => progress.above(() => cli.say(`line ${line}: ${escapeControls(reason)}`)),
          ...(dryRun && !json && { onWorkout: (workout) => progress.above(() => cli.print(workoutLine(workout))) }),
        });
        progress.stop();
        if (json) cli.print(jsonOf(report));
        else printReport(cli, report, performance.now() - started);
        if (report.counts.sessions === 0) throw new CliError('No workout of the file was imported.');
      } finally {
        progress.stop();
      }
    });
  },
});

function printReport(cli: Cli, { id, counts, unlinked }: ImportReport, milliseconds: number): void {
  for (const line of summaryOf(counts, milliseconds / 1_000)) cli.say(line);
  for (const each of unlinked) cli.say(unlinkedLine(each));
  cli.print(id ?? 'dry run: nothing was written');
}

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
