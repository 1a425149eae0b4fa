import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '../service/definition.ts';

// The server's program: a checkout runs the TypeScript source, the published package runs the compiled JavaScript.
const program = fileURLToPath(new URL(`./event-store-server${extname(import.meta.url)}`, import.meta.url));

/** The path of the SQLite file that stores the log of the event store server with this folder. */
export const logFile = (folder: string): string => join(folder, 'log.db');

/** How to run the EventStoreDB-compatible server, which stores the log in one file. */
export function createEventStoreDefinition({ folder }: { folder: string }): ServiceDefinition {
  const file = logFile(folder);
  return {
    name: 'eventStore',
    title: 'The event store',
    folder,
    url: (port) => `esdb://127.0.0.1:${port}?tls=false`,
    command: (port) => ({
      line: [process.execPath, program, '--file', file, '--host', '127.0.0.1', '--port', String(port), '--tied'],
      env: process.env,
      stopSignal: 'SIGTERM',
      piped: true,
    }),
    async waitUntilReady(url, ended, stdout) {
      if (stdout === null) throw new Error('the event store has no standard output');
      const lines = createInterface(stdout);
      const { promise, resolve } = Promise.withResolvers<void>();
      lines.on('line', (line) => line === `ready ${url}` && resolve());
      ended.addEventListener('abort', () => resolve());
      await promise;
      lines.close();
      // The server's further output is read and discarded, because a full pipe would block the server.
      stdout.resume();
    },
  };
}
