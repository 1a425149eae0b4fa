import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Recipe } from './service.ts';

// Beside us lie sources in a checkout and JavaScript in the packed program.
const program = fileURLToPath(new URL(`./eventstoredb/main${extname(import.meta.url)}`, import.meta.url));

/** Where a folder of the server has its log. */
export const logFile = (folder: string): string => join(folder, 'log.db');

/** The EventStoreDB-compatible server, with its log in one file. */
export function eventStoreRecipe({ folder }: { folder: string }): Recipe {
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
    async ready(url, ended, stdout) {
      if (stdout === null) throw new Error('the event store has no standard output');
      const lines = createInterface(stdout);
      const { promise, resolve } = Promise.withResolvers<void>();
      lines.on('line', (line) => line === `ready ${url}` && resolve());
      ended.addEventListener('abort', () => resolve());
      await promise;
      // Whatever else it says must not fill the pipe and stop it.
      lines.close();
      stdout.resume();
    },
  };
}
