import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { TimeZone } from '../../src/events/ids.ts';
import type { ImportCounts } from '../../src/events/import.ts';
import { importFormats, weightUnits } from '../../src/events/values.ts';
import { fileSource } from '../../src/infra/local/spool.ts';
import type { UnlinkedExercise } from '../../src/use-cases/import/unlinked.ts';
import type { WorkoutReport } from '../../src/use-cases/import/workout-report.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { columnsOf, escapeControls, jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const importFile = defineCommand({
  positionals: { account, file: { type: 'string', demandOption: true, describe: 'The exported CSV file' } },
  options: {
    format: { choices: importFormats, demandOption: true, describe: 'The app that exported the file' },
    unit: { choices: weightUnits, describe: 'Unit of weights, if the file does not name it' },
    timezone: { type: 'string', describe: 'Time zone of times in the file, such as Europe/Berlin (default UTC)' },
    charset: { type: 'string', describe: 'Character set of the file, such as windows-1252 (default UTF-8)' },
    map: { type: 'string', describe: 'Columns of a csv file by field, such as weight=Load,reps=Reps' },
    dryRun: { type: 'boolean', default: false, describe: 'Report what would happen to each workout, write nothing' },
    json,
  },
  async run({ file, format, unit, timezone, charset, map, account: owner, json, dryRun }, cli) {
    await using source = await openFile(file);
    if (timezone === undefined) cli.say('The times in the file are read as UTC. Choose another zone with --timezone.');
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
        else {
          for (const line of summaryOf(report.counts, (performance.now() - started) / 1000)) cli.say(line);
          for (const each of report.unlinked) cli.say(unlinkedLine(each));
          cli.print(report.id ?? 'dry run: nothing was written');
        }
        if (report.counts.sessions === 0) throw new CliError('No workout of the file was imported.');
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

function workoutLine({ start, name, outcome, sets, reason }: WorkoutReport): string {
  const { added, updated, unchanged, removed } = sets;
  const details = reason ?? `sets: ${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed`;
  return columnsOf([outcome.padEnd(7), start, escapeControls(name ?? ''), escapeControls(details)]);
}

function unlinkedLine({ name, sets, guesses }: UnlinkedExercise): string {
  const means =
    guesses.length === 0 ? 'no exercise is similar' : `perhaps ${guesses.map((each) => each.name).join(', ')}`;
  return `not linked: ${escapeControls(name)}, ${sets} sets; ${means}`;
}

function summaryOf(counts: ImportCounts, seconds: number): string[] {
  const { sessions, sessionsAdded, sessionsUpdated, sets, added, updated, unchanged, removed, rejected } = counts;
  return [
    `${sessions} sessions (${sessionsAdded} new, ${sessionsUpdated} changed)`,
    `${sets} sets (${added} added, ${updated} updated, ${unchanged} unchanged), ${removed} removed`,
    `${rejected} rows rejected`,
    `${seconds.toFixed(1)} s, ${Math.round(sets / seconds)} sets/s`,
  ];
}
