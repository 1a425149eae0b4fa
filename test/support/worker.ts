import { readFileSync } from 'node:fs';
import Mocha from 'mocha';
import { descendantsOf, startTimeOf } from '../../embedded/processes/process-table.ts';
import { waitUntil } from '../../embedded/processes/wait.ts';
import { endRun } from './end-of-run.ts';
import { assertNoLeaks } from './leaks.ts';
import { sizeFactor } from './samples.ts';
import { SkippedFile } from './skip-file.ts';

/** A failed test, a failed hook, or a test file that could not be loaded; `title` is its full name. */
export type Failure = Readonly<{ title: string; reason: string }>;

/** What the runner of the tests asks this process to do: run the tests of one file, or end. */
export type Request = Readonly<{ file: string }> | 'end';

/**
 * The results of one test file, and why it was skipped if it was. If `file` is null, the results of the checks at the end
 * of this process.
 */
export type Result = Readonly<{
  file: string | null;
  passed: number;
  failures: readonly Failure[];
  skipped?: string;
}>;

/**
 * One process of the test run. It runs the test files that the runner sends, one after the other, so that their suites
 * share the services of this process. It shares nothing with other processes.
 */
process.on('message', async (request: Request) => {
  const result = request === 'end' ? await end() : await runFile(request.file);
  process.send?.(result, () => request === 'end' && process.exit());
});

/** The test runner has ended and will send no more files, so this process ends, and its services with it. */
process.on('disconnect', () => process.exit(1));

/** A Mocha reporter that prints nothing, because the test runner prints the results. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

async function runFile(file: string): Promise<Result> {
  const mocha = new Mocha({
    timeout: 150_000 * Math.max(1, sizeFactor),
    forbidOnly: true,
    forbidPending: true,
    reporter: Silent,
  });
  mocha.addFile(file);
  const failures: Failure[] = [];
  let passed = 0;
  let skipped: string | undefined;
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    return { file, passed, failures: [{ title: file, reason: reasonOf(error) }] };
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  mocha
    .run(() => resolve())
    .on('pass', () => {
      passed += 1;
    })
    .on('fail', (test: Mocha.Runnable, error: unknown) => {
      if (error instanceof SkippedFile) skipped = error.message;
      else failures.push({ title: test.fullTitle(), reason: reasonOf(error) });
    });
  await promise;
  // This removes Mocha's listeners from the process; otherwise they would accumulate from file to file.
  mocha.dispose();
  return { file, passed, failures, ...(skipped !== undefined && { skipped }) };
}

async function end(): Promise<Result> {
  const failures: Failure[] = [];
  const check = async (title: string, work: () => Promise<void> | void): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push({ title, reason: reasonOf(error) });
    }
  };
  await check('The services of the tests stop', endRun);
  await check('The tests log no personal data and no secret', assertNoLeaks);
  await check('The tests leave no process', async () => {
    // The watchdog of a stopped service ends a moment after the service, so this waits for it.
    const running = () => descendantsOf(process.pid).filter((pid) => startTimeOf(pid) !== undefined);
    const hasEnded = await waitUntil(5_000, () => running().length === 0);
    if (!hasEnded) throw new Error(`Still running: ${running().map(commandOf).join(', ')}`);
  });
  return { file: null, passed: 0, failures };
}

/** The id of a process and how it was started. A process that has ended meanwhile has an id only. */
function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
  } catch {
    return String(pid);
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack ?? error.message}${diffOf(error)}` : String(error);

/** The values that a failed assertion expected and found, in full, because its error message shortens them. */
function diffOf(error: Error & { actual?: unknown; expected?: unknown }): string {
  if (!('expected' in error) || !('actual' in error)) return '';
  return `\n${Mocha.reporters.Base.generateDiff(textOf(error.actual), textOf(error.expected))}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : (JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each), 2) ?? String(value));
