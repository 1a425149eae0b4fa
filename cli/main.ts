import { runCli } from './run.ts';

/**
 * Ends the process when standard output cannot be written any more, because the program that reads it has closed the
 * pipe or the disk is full.
 */
function exitUnread(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`Standard output: ${error.message}\n`);
  process.exit(1);
}

// This listener must run before those of libraries, which would ignore the error EPIPE and throw other errors.
process.stdout.prependListener('error', exitUnread);
// Messages are dropped when no program reads them any more, so that a process whose launcher has ended still stops in
// order.
process.stderr.on('error', () => {});

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdin: () => process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  // `process.exit(undefined)` would reset the exit code to 0, so `exit` is then called without an argument.
  exit: (code) => (code === undefined ? process.exit() : process.exit(code)),
  raise: (signal) => process.kill(process.pid, signal),
});
// A Node that ends by itself first stops handling signals, so that a late copy of Ctrl-C would still kill it.
process.once('beforeExit', () => process.exit());
