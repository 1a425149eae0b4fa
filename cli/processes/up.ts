import { boundGarbage, garbagePercent } from '../../src/infra/local/bound-garbage.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { exitSoon, untilStopped } from '../host/until-stopped.ts';
import { host, port } from '../options.ts';
import { startEmbedded } from '../setup/embedded.ts';
import { readSettings } from '../setup/settings.ts';
import { requireFreePorts } from './require-free-ports.ts';
import type { Service } from './start-service.ts';

export const up = defineCommand({
  options: {
    host,
    port,
    data: { type: 'string', describe: 'Folder of the embedded data (IRONTRACK_DATA; default .irontrack)' },
    seed: { type: 'boolean', default: true, describe: 'First apply changes of the seed data' },
  },
  async run({ host, port, data, seed }, cli) {
    const stopped = untilStopped(cli);
    const settings = readSettings(cli, { HOST: host, PORT: port, IRONTRACK_DATA: data });
    await using parts = new AsyncDisposableStack();
    parts.defer(() => exitSoon(cli));
    const load = createLoad();
    const whileStarting = {
      check: () => requireFreePorts(settings.config),
      // An error of loading is thrown below.
      onLaunched: () => void load().catch(() => {}),
    };
    const embedded = parts.use(await startEmbedded(cli, settings.config, whileStarting));
    const startService = await load();
    const service = parts.use(await startService(cli, settings, embedded, seed));
    embedded.publish(service.address);
    cli.print(`IronTrack is ready at ${service.address}`);
    cli.print(`Its API is documented at ${service.address}/docs`);

    const cause = await Promise.race([stopped, embedded.services.exited, untilLeft(cli, service)]);
    cli.say(typeof cause === 'string' ? 'Stopping …' : `The embedded ${cause.name} has ended; stopping.`);
    if (typeof cause !== 'string') throw new CliError(`The embedded ${cause.name} ended unexpectedly.`);
  },
});

/** Offers the demo to a new installation, which runs meanwhile. Resolves only when a person leaves the question with Ctrl-C. */
async function untilLeft(cli: Cli, { core, isNew }: Service): Promise<string> {
  const goesOn = !isNew || (await (await import('../demo/offer-demo.ts')).offerDemo(cli, core));
  return goesOn ? new Promise<never>(() => {}) : 'left';
}

/**
 * Returns the function that loads the modules of the service, once. They take about as long to load as the embedded
 * services take to start.
 */
function createLoad() {
  const load = async () => {
    const { startService } = await import('./start-service.ts');
    boundGarbage(garbagePercent);
    return startService;
  };
  let loading: ReturnType<typeof load> | undefined;
  return () => (loading ??= load());
}
