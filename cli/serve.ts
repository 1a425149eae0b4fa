import type { Argv } from 'yargs';
import { setUp } from './environment.ts';
import { whole } from './numbers.ts';
import { runRole } from './role.ts';

/** One of any number of API processes. */
export const serveRole = (cli: Argv): Argv =>
  cli.command(
    'serve',
    'Serve the HTTP API, with services that run already',
    (yargs) =>
      yargs.options({
        host: { type: 'string', describe: 'Address to listen on (HOST, 127.0.0.1)' },
        port: { ...whole('--port', { max: 65_535 }), describe: 'Port to listen on, 0 for a free one (PORT, 3000)' },
      }),
    async ({ host, port }) => {
      const setup = setUp({ HOST: host, PORT: port });
      await runRole(
        setup,
        ({ serve }, core) => serve(core),
        ({ address }) => `IronTrack is ready at ${address}`,
      );
    },
  );
