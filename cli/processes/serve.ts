import cluster from 'node:cluster';
import { loadConfig } from '../../src/service/load-config.ts';
import { serve } from '../../src/service/processes/serve.ts';
import { defineCommand } from '../command.ts';
import { host, integer, port } from '../options.ts';
import { freeSocket } from './free-socket.ts';
import { runProcess } from './run-process.ts';
import { serveProcesses } from './serve-processes.ts';

export const serveCommand = defineCommand({
  options: {
    host,
    port,
    processes: {
      ...integer('--processes', { min: 1, max: 64 }),
      describe: 'How many processes share the address; SIGUSR2 replaces one after the other',
    },
  },
  async run({ host, port, processes }, cli) {
    const options = { HOST: host, PORT: port };
    if (cluster.isPrimary) {
      const { config } = loadConfig(cli.env, options);
      if (config.socket !== undefined) await freeSocket(config.socket);
      if (processes !== undefined) return serveProcesses(cli, processes, config);
    }
    await runProcess(cli, options, serve, ({ address }) => `IronTrack is ready at ${address}`);
  },
});
