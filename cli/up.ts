import type { Argv } from 'yargs';
import { migrate, migrationsFolder } from '../src/infra/postgres/migrations.ts';
import { connect } from '../src/service/connect.ts';
import { embed, setUp } from './environment.ts';
import { loadRoles } from './load-roles.ts';
import { whole } from './numbers.ts';
import { mustBeFree } from './ports.ts';
import { seedWhereChanged, untilReadable } from './seed.ts';
import { CliError, leave, print, say, untilStopped } from './terminal.ts';

/** Everything on one machine: what the environment does not name is embedded. */
export const up = (cli: Argv): Argv =>
  cli.command(
    'up',
    'Run everything on this machine: services, API and workers (what npm start does)',
    (yargs) =>
      yargs.options({
        host: { type: 'string', describe: 'Address to listen on (HOST, 127.0.0.1)' },
        port: { ...whole('--port', { max: 65_535 }), describe: 'Port to listen on, 0 for a free one (PORT, 3000)' },
        data: { type: 'string', describe: 'Folder of the embedded data (IRONTRACK_DATA, .irontrack)' },
        seed: { type: 'boolean', default: true, describe: 'Bring the catalogue up to the seeds first' },
      }),
    async ({ host, port, data, seed }) => {
      const stopped = untilStopped();
      const setup = setUp({ HOST: host, PORT: port, IRONTRACK_DATA: data });
      const { config, secrets, logger } = setup;
      await using parts = new AsyncDisposableStack();
      parts.defer(leave);
      const embedded = parts.use(await embed(config, () => mustBeFree(config)));
      const { addresses, services } = embedded;
      const { publishMetrics, runPipeline, serve } = await loadRoles();
      await migrate({ databaseUrl: addresses.databaseUrl, folder: migrationsFolder });
      const core = parts.use(await connect(config, secrets, addresses, logger));
      // Ahead of the pipeline, which takes a backlog in whole jobs.
      const { events } = seed ? await seedWhereChanged(core) : { events: 0 };
      // With a database of our own start, nobody else can be dispatching: a holder of the lease was killed.
      const pipeline = await runPipeline(core, { seize: services.postgres !== undefined });
      parts.defer(() => pipeline.close());
      if (events > 0) await untilReadable(core);
      const metrics = await publishMetrics(core);
      parts.defer(() => metrics.close());
      const api = await serve(core);
      parts.defer(() => api.close());
      embedded.publish(api.address);
      print(`IronTrack is ready at ${api.address}`);

      const cause = await Promise.race([stopped, services.exited]);
      say(typeof cause === 'string' ? 'Stopping …' : `The embedded ${cause.name} has ended; stopping.`);
      if (typeof cause !== 'string') throw new CliError(`The embedded ${cause.name} ended unexpectedly.`);
    },
  );
