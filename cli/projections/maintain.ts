import type { MaintenanceOptions } from '../../src/projections/maintenance/options.ts';
import type { Progress } from '../../src/projections/maintenance/progress-counter.ts';
import { models } from '../../src/projections/models/all.ts';
import { VersionRefusal } from '../../src/projections/versions/registry.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { abortable } from '../host/signals.ts';
import { withApplication } from '../setup/application.ts';

/** Runs maintenance of a read model, such as a rebuild. Ctrl-C stops the maintenance without a change. */
export const maintain = <Result>(cli: Cli, run: (work: MaintenanceOptions) => Promise<Result>): Promise<Result> =>
  abortable(
    cli,
    () => new CliError('Stopped; nothing has changed.'),
    (signal) =>
      withApplication(cli, ({ db, log, decrypt, logger }) =>
        run({ db, log, decrypt, logger, models, signal }).catch((error: unknown) => {
          throw error instanceof VersionRefusal ? new CliError(error.message) : error;
        }),
      ),
  );

/** Runs maintenance like `maintain`, and shows a progress bar because it can last long. */
export async function maintainWithBar<Result>(
  cli: Cli,
  label: string,
  run: (work: MaintenanceOptions) => Promise<Result>,
): Promise<Result> {
  return maintain(cli, async (work) => {
    const progress = await startBar(cli, label);
    return run({ ...work, onProgress: progress.update }).finally(progress.stop);
  });
}

async function startBar(cli: Cli, label: string) {
  const bar = await startProgressBar(cli, {
    format: `${label} {bar} {percentage} % | {events} events, {speed}/s | {phase}`,
    total: 100,
    fields: { events: 0, speed: 0, phase: 'starting' },
  });
  const start = performance.now();
  return {
    update({ phase, events, position, head }: Progress) {
      const speed = Math.round(events / ((performance.now() - start) / 1_000));
      bar.update(head > 0n ? Number((position * 100n) / head) : 0, { events, phase, speed });
    },
    stop: bar.stop,
  };
}
