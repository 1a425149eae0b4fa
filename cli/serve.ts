import type { Argv } from 'yargs';
import { connect, serve } from '../src/main.ts';
import { isComplete, runningAddresses, setUp } from './environment.ts';
import { CliError, print, untilStopped } from './terminal.ts';

/** One of any number of API processes. */
export const serveRole = (cli: Argv): Argv =>
  cli.command(
    'serve',
    'Serve the HTTP API, with services that run already',
    (yargs) =>
      yargs.options({
        host: { type: 'string', describe: 'Address to listen on (HOST, 127.0.0.1)' },
        port: { type: 'number', describe: 'Port to listen on, 0 for a free one (PORT, 3000)' },
      }),
    async ({ host, port }) => {
      const stopped = untilStopped();
      const setup = setUp({ ...(host !== undefined && { host }), ...(port !== undefined && { port }) });
      const addresses = runningAddresses(setup.config);
      if (!isComplete(addresses)) throw new CliError(servicesMissing);
      await using core = await connect(setup.config, setup.secrets, addresses, setup.logger);
      const api = await serve(core);
      print(`IronTrack is ready at ${api.address}`);
      await stopped;
      await api.close();
    },
  );

export const servicesMissing =
  'No services run: set EVENTSTORE_URL, DATABASE_URL and REDIS_URL, or run irontrack up on the same data folder.';
