import { systemClock } from '../../src/infra/local/clock.ts';
import type { Compared, CompareLogs } from '../../src/infra/log-copy/compare-logs.ts';
import { copiedUpTo, copyLog } from '../../src/infra/log-copy/copy-log.ts';
import { type CopySource, createLogSource } from '../../src/infra/log-copy/source.ts';
import { forgetPositions } from '../../src/infra/redis/forget-positions.ts';
import type { Stores } from '../../src/service/log-copy.ts';
import { moveLog } from '../../src/service/move-log.ts';
import type { Cli } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';

/** A log and the event store that gets its copy. `head` is the last position of the log. */
export type Logs = Pick<Stores, 'db' | 'rootKey' | 'authenticity' | 'isOwnCopy'> &
  Readonly<{ source: CopySource; target: Stores['log']['client']; head: bigint }>;

/** Copies what the target lacks, with progress and rate. */
export async function copyWithBar(cli: Cli, logs: Logs): Promise<void> {
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

/** Compares the log with its copy, with progress. Returns what is the same in both. */
export async function compareWithBar(
  cli: Cli,
  { source, target, authenticity, isOwnCopy }: Logs,
  compare: (options: CompareLogs) => Promise<Compared>,
): Promise<Compared> {
  const { isOwn } = authenticity;
  const upTo = await copiedUpTo(source, target, authenticity);
  const total = Number(upTo);
  const bar = await startProgressBar(cli, { format: 'Comparing {bar} {percentage}% | {eta_formatted}', total });
  try {
    const onProgress = (_: number, position: bigint) => bar.update(Number(position));
    const copy = createLogSource(target);
    const compared = await compare({ source, target: copy, isOwn, isOwnCopy, upTo, onProgress });
    bar.stop();
    sayForeign(cli, compared);
    return compared;
  } finally {
    bar.stop();
  }
}

function sayForeign({ say }: Cli, { foreign }: Compared): void {
  if (foreign > 0) say(`${foreign} events are not of this installation; only their places were copied`);
}

type Place = Readonly<{ redisUrl: string; headsFile: string; restored?: string }>;

/** Compares the log with its copy, and moves the database to the copy. */
export async function moveWithBar(cli: Cli, logs: Logs, { redisUrl, ...place }: Place): Promise<Compared> {
  const { db, rootKey } = logs;
  // Compares all of both: an event that was written after the copy is a difference.
  const upTo = 2n ** 63n - 1n;
  const at = systemClock();
  const compared = await compareWithBar(cli, logs, (options) =>
    moveLog({ ...options, ...place, db, rootKey, upTo, at }),
  );
  await forgetPositions(redisUrl);
  return compared;
}
