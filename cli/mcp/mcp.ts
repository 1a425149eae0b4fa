import type { Readable, Writable } from 'node:stream';
import { readRunFile } from '../../embedded/data-dir.ts';
import { relayStdio } from '../../src/mcp/stdio.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { readInstalledConfig } from '../setup/settings.ts';

export const mcp = defineCommand({
  options: {
    url: {
      type: 'string',
      describe:
        'Address of the service (IRONTRACK_URL; by default that of the data folder). IRONTRACK_TOKEN is its token',
    },
  },
  async run({ url = '' }, cli) {
    const address = url || cli.env.IRONTRACK_URL || readRunFile(readInstalledConfig(cli).dataDir)?.http;
    if (!address)
      throw new CliError('The service is not running. Start it with irontrack up, or name another with --url.');
    if (!URL.canParse(address)) throw new CliError('--url: not an address.');
    const token = cli.env.IRONTRACK_TOKEN ?? '';
    if (token === '') throw new CliError('Set IRONTRACK_TOKEN to a personal access token.');
    // The protocol's transport names the classes of Node; the streams of a command are those.
    await relayStdio({ url: address, token }, cli.stdin() as Readable, cli.stdout as Writable);
  },
});
