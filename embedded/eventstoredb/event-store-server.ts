import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { readArguments } from './arguments.ts';
import { widenWindows } from './flow-control.ts';
import { imitationsVariable, parseImitations } from './imitation/imitate.ts';
import { startEventStore } from './server.ts';

/**
 * The stand-alone server: `node event-store-server.ts --file PATH|:memory: [--host H] [--port N] [--advertise HOST:PORT]
 * [--max-append-size BYTES] [--append-only] [--token-file PATH] [--tls-key PATH --tls-certificate PATH [--users PATH]]
 * [--tied]`.
 */
async function main(): Promise<void> {
  const { tied, ...options } = readArguments();
  // Standard error may be a file on a full disk. The server then loses the message and goes on.
  process.stderr.on('error', () => {});
  // Silences the messages of grpc-js. The exception already reports a failure to listen.
  setLogVerbosity(logVerbosity.NONE);
  const log = (line: string) => process.stderr.write(`eventstoredb: ${line}\n`);
  const imitations = parseImitations(process.env[imitationsVariable]);
  const server = await startEventStore({ ...options, log, imitations });
  widenWindows();
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

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`eventstoredb: ${message.replaceAll('\n', ' ')}\n`);
  process.exit(1);
}

main().catch(fail);
