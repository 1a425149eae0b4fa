import { parseArgs } from 'node:util';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { startEventStore } from './server.ts';

/** The stand-alone server: `node event-store-server.ts --file PATH|:memory: [--host H] [--port N] [--tied]`. */
async function main(): Promise<void> {
  const { file, host, port, tied } = readArguments();
  // grpc-js logs nothing: a failure to listen is already reported by the exception.
  setLogVerbosity(logVerbosity.NONE);
  const server = await startEventStore({ file, host, port });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    server.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (tied) process.stdin.on('end', stop).on('error', stop).resume();
  process.stdout.write(`ready ${server.url}\n`);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      // With `--tied`, the server stops at the end of its standard input, so that it does not outlive its parent
      // process.
      tied: { type: 'boolean', default: false },
    },
  });
  const { file, host, tied } = values;
  const port = Number(values.port);
  if (file === undefined) throw new Error('--file PATH is missing; --file :memory: stores nothing on disk.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is not a port.`);
  return { file, host, port, tied };
}

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`eventstoredb: ${message.replaceAll('\n', ' ')}\n`);
  process.exit(1);
}

main().catch(fail);
