import { serve } from '../../src/service/processes/serve.ts';
import { defineCommand } from '../command.ts';
import { host, port } from '../options.ts';
import { runProcess } from './run-process.ts';

export const serveCommand = defineCommand({
  options: { host, port },
  async run({ host, port }, cli) {
    await runProcess(cli, { HOST: host, PORT: port }, serve, ({ address }) => `IronTrack is ready at ${address}`);
  },
});
