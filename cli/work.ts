import type { Argv } from 'yargs';
import { connect, work } from '../src/main.ts';
import { isComplete, runningAddresses, setUp } from './environment.ts';
import { servicesMissing } from './serve.ts';
import { CliError, print, untilStopped } from './terminal.ts';

/** One of any number of processes that carry events into the read tables. */
export const workRole = (cli: Argv): Argv =>
  cli.command('work', 'Carry events into the read tables, with services that run already', {}, async () => {
    const stopped = untilStopped();
    const setup = setUp();
    const addresses = runningAddresses(setup.config);
    if (!isComplete(addresses)) throw new CliError(servicesMissing);
    await using core = await connect(setup.config, setup.secrets, addresses, setup.logger);
    const pipeline = await work(core);
    print('IronTrack works');
    await stopped;
    await pipeline.close();
  });
