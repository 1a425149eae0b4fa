import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newSecret } from '../password.ts';
import type { ServiceDefinition } from '../service/definition.ts';

// The server's program: a checkout runs the TypeScript source, the published package runs the compiled JavaScript.
const program = fileURLToPath(new URL(`./event-store-server${extname(import.meta.url)}`, import.meta.url));

/** The path of the SQLite file that stores the log of the event store server with this folder. */
export const logFile = (folder: string): string => join(folder, 'log.db');

/**
 * How to run the EventStoreDB-compatible server, which stores the log in one file. Its clients prove who they are by a
 * token that is new in each run, so that a program which takes over the port of an ended run learns nothing of use.
 */
export function createEventStoreDefinition({ folder }: { folder: string }): ServiceDefinition {
  const token = newSecret();
  const tokenFile = join(folder, 'token');
  const options = ['--file', logFile(folder), '--append-only', '--token-file', tokenFile, '--host', '127.0.0.1'];
  return {
    name: 'eventStore',
    title: 'The event store',
    folder,
    url: (port) => `esdb://127.0.0.1:${port}?tls=false&connectionName=${token}`,
    beforeStart: () => writeFileSync(tokenFile, token, { mode: 0o600 }),
    command: (port) => ({
      line: [process.execPath, program, ...options, '--port', String(port), '--tied'],
      env: process.env,
      stopSignal: 'SIGTERM',
      piped: true,
    }),
    async waitUntilReady(_url, ended, stdout) {
      if (stdout === null) throw new Error('the event store has no standard output');
      const lines = createInterface(stdout);
      const { promise, resolve } = Promise.withResolvers<void>();
      lines.on('line', (line) => line.startsWith('ready ') && resolve());
      ended.addEventListener('abort', () => resolve());
      await promise;
      lines.close();
      // The server's further output is read and discarded, because a full pipe would block the server.
      stdout.resume();
    },
  };
}
