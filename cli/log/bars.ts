import type { Compared } from '../../src/infra/log-copy/compare-logs.ts';
import { copiedUpTo, copyLog } from '../../src/infra/log-copy/copy-log.ts';
import type { LogCopyConnections } from '../../src/service/log-copy.ts';
import type { Cli } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';

/** Copies what the target lacks, with progress and rate. */
export async function copyWithBar(cli: Cli, logs: LogCopyConnections): Promise<void> {
  const started = performance.now();
  const rateOf = (copied: number) => Math.round((1_000 * copied) / (performance.now() - started));
  const format = 'Copying {bar} {percentage}% | {rate} events/s | {eta_formatted}';
  const bar = await startProgressBar(cli, {
    ...{ format, total: Number(logs.head), fields: { rate: 0 } },
    interrupted: 'Stopped. The same command continues.',
  });
  try {
    const onProgress = (count: number, position: bigint) => bar.update(Number(position), { rate: rateOf(count) });
    const copied = await copyLog({ ...logs, onProgress });
    bar.stop();
    cli.say(`${copied} events copied (${rateOf(copied)} a second)`);
  } finally {
    bar.stop();
  }
}

type Options = Readonly<{ upTo: bigint; onProgress: (compared: number, position: bigint) => void }>;

/** Compares the log with its copy, with progress. */
export async function compareWithBar(
  cli: Cli,
  { source, target, authenticity }: LogCopyConnections,
  compare: (options: Options) => Promise<Compared>,
): Promise<void> {
  const upTo = await copiedUpTo(source, target, authenticity);
  const total = Number(upTo);
  const bar = await startProgressBar(cli, { format: 'Comparing {bar} {percentage}% | {eta_formatted}', total });
  try {
    const onProgress = (_: number, position: bigint) => bar.update(Number(position));
    const { events, streams, foreign } = await compare({ upTo, onProgress });
    bar.stop();
    cli.print(`${events} events of ${streams} streams are the same in both`);
    if (foreign > 0) cli.say(`${foreign} events were not written by this installation; only their places were copied`);
  } finally {
    bar.stop();
  }
}
