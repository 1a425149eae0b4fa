import { listParked, type ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { parkedId, parseParkedId, readParked, versionOf } from './parked-stream.ts';
import { type Attempt, retryStream, startRetryBar } from './retry-stream.ts';

export const retry = defineCommand({
  positionals: { id: { ...parkedId, demandOption: false } },
  options: { all: { type: 'boolean', default: false, describe: 'Retry all parked streams' }, json: jsonLines },
  async run(argv, cli) {
    if ((argv.id === undefined) !== argv.all) throw new CliError('Give either the id of one stream, or --all.');
    const id = argv.id === undefined ? null : parseParkedId(argv.id);
    await withApplication(cli, async (core) => {
      const streams = id === null ? await listParked(core.db) : [await readParked(core, id)];
      await retryEach(core, cli, streams, argv.json);
    });
  },
});

/** Retries parked streams one after another. When a stream stays parked, the next streams are retried all the same. */
async function retryEach(core: Application, cli: Cli, streams: readonly ParkedStream[], json: boolean): Promise<void> {
  const total = streams.reduce((sum, { waiting }) => sum + waiting, 0);
  const progress = await startRetryBar(cli, total);
  let [appliedBefore, stillParked] = [0, 0];
  for (const parked of streams) {
    const attempt = await retryStream(core, parked, (applied) => progress.update(appliedBefore + applied));
    appliedBefore += attempt.applied;
    if (attempt.left > 0) stillParked += 1;
    progress.above(() => report(cli, parked, attempt, json));
  }
  progress.stop();
  if (streams.length === 0) cli.say('No stream is parked.');
  if (stillParked > 0) throw new CliError(`${stillParked} of ${streams.length} streams stay parked.`);
}

function report(cli: Cli, parked: ParkedStream, attempt: Attempt, json: boolean): void {
  const { id, projection, version, stream } = parked;
  if (json) cli.print(jsonOf({ id, projection, version, stream, ...attempt }));
  else cli.print([id, versionOf(parked), stream, `${attempt.applied} applied`, `${attempt.left} left`].join('\t'));
  if (attempt.reason !== null) cli.say(`${stream} stays parked: ${attempt.reason}`);
}
