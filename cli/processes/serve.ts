import { serve } from '../../src/service/processes/serve.ts';
import { defineCommand } from '../command.ts';
import { host, port } from '../options.ts';
import { readSettings } from '../setup/settings.ts';
import { runProcess } from './run-process.ts';

export const serveCommand = defineCommand({
  options: { host, port },
  async run({ host, port }, cli) {
    const settings = readSettings(cli, { HOST: host, PORT: port });
    const { secrets } = settings;
    await runProcess(
      cli,
      settings,
      (core, metrics) => serve(core, { secrets, metrics }),
      ({ address }) => `IronTrack is ready at ${address}`,
    );
  },
});
