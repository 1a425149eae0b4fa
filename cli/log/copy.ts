import { compareLogs } from '../../src/infra/log-copy/compare-logs.ts';
import { copiedUpTo, copyLog } from '../../src/infra/log-copy/copy-log.ts';
import { createLogSource } from '../../src/infra/log-copy/source.ts';
import { type LogCopyConnections, openLogCopy } from '../../src/service/log-copy.ts';
import { bytesOf } from '../../src/service/variables.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { withAddresses } from '../setup/running-services.ts';
import { readInstalledSettings } from '../setup/settings.ts';

const url = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

export const copy = defineCommand({
  options: {
    to: url('Connection string of the event store to copy the log to'),
    from: url('Connection string of the event store from which to copy the log to that of the installation'),
  },
  conflicts: ['to', 'from'],
  async run({ to, from }, cli) {
    const other = to ?? from;
    if (other === undefined) throw new CliError('Give --to or --from: the connection string of the other event store.');
    const { config, secrets } = readInstalledSettings(cli);
    const masterKey = bytesOf(secrets.masterKey);
    await withAddresses(
      cli,
      async ({ eventStoreUrl: own, databaseUrl }) => {
        const [source, target] = to === undefined ? [other, own] : [own, other];
        await using logs = await openLogCopy({ source, target, databaseUrl, masterKey });
        await copyWithBar(cli, logs);
        await compareWithBar(cli, logs);
      },
      config,
    );
  },
});

async function copyWithBar(cli: Cli, logs: LogCopyConnections): Promise<void> {
  const started = performance.now();
  const rateOf = (copied: number) => Math.round((1_000 * copied) / (performance.now() - started));
  const format = 'Copying {bar} {percentage}% | {rate} events/s | {eta_formatted}';
  const bar = await startProgressBar(cli, {
    ...{ format, total: Number(logs.head), fields: { rate: 0 } },
    interrupted: 'Stopped. The same command continues.',
  });
  try {
    const copied = await copyLog({
      ...logs,
      onProgress: (count, position) => bar.update(Number(position), { rate: rateOf(count) }),
    });
    bar.stop();
    cli.say(`${copied} events copied (${rateOf(copied)} a second)`);
  } finally {
    bar.stop();
  }
}

async function compareWithBar(cli: Cli, { source, target, authenticity, isOwnCopy }: LogCopyConnections) {
  const upTo = await copiedUpTo(source, target, authenticity);
  const bar = await startProgressBar(cli, {
    format: 'Comparing {bar} {percentage}% | {eta_formatted}',
    total: Number(upTo),
  });
  try {
    const compared = await compareLogs({
      ...{ source, target: createLogSource(target), upTo, isOwn: authenticity.isOwn, isOwnCopy },
      onProgress: (_, position) => bar.update(Number(position)),
    });
    bar.stop();
    const { events, streams, foreign } = compared;
    cli.print(`${events} events of ${streams} streams are the same in both`);
    if (foreign > 0) cli.say(`${foreign} events were not written by this installation; only their places were copied`);
  } finally {
    bar.stop();
  }
}
