import Mocha from 'mocha';
import { descendantsOf, startTimeOf } from '../../embedded/processes/process-table.ts';
import { waitUntil } from '../../embedded/processes/wait.ts';
import { endRun } from './end-of-run.ts';
import { assertNoLeaks } from './leaks.ts';

/** A failed test, or a failed hook or load of a file; `title` names it in full. */
export type Failure = Readonly<{ title: string; reason: string }>;

/** What the runner asks: the tests of one file, or the end of the process. */
export type Request = Readonly<{ file: string }> | 'end';

/** The tests of one file, or, where `file` is null, what the process leaves at its end. */
export type Result = Readonly<{ file: string | null; passed: number; failures: readonly Failure[] }>;

/**
 * One process of the test run. It runs the test files that the runner sends, one after the other, so that their suites share the
 * services of this process and nothing with other processes.
 */
process.on('message', async (request: Request) => {
  const result = request === 'end' ? await end() : await runFile(request.file);
  process.send?.(result, () => request === 'end' && process.exit());
});

/** The runner has ended: nothing asks for more tests. The services of this process end with it. */
process.on('disconnect', () => process.exit(1));

/** The runner reports; Mocha's own reporters would print. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

async function runFile(file: string): Promise<Result> {
  const mocha = new Mocha({ timeout: 60_000, forbidOnly: true, forbidPending: true, reporter: Silent });
  mocha.addFile(file);
  const failures: Failure[] = [];
  let passed = 0;
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
      failures.push({ title: test.fullTitle(), reason: reasonOf(error) });
    });
  await promise;
  // Removes Mocha's listeners from the process, which would add up from file to file.
  mocha.dispose();
  return { file, passed, failures };
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
    // A stopped service's guard ends a moment after it.
    const running = () => descendantsOf(process.pid).filter((pid) => startTimeOf(pid) !== undefined);
    const hasEnded = await waitUntil(5_000, () => running().length === 0);
    if (!hasEnded) throw new Error(`Still running: ${running().join(', ')}`);
  });
  return { file: null, passed: 0, failures };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack ?? error.message}${diffOf(error)}` : String(error);

/** What a failed assertion expected and found, which its message shortens. */
function diffOf(error: Error & { actual?: unknown; expected?: unknown }): string {
  if (!('expected' in error) || !('actual' in error)) return '';
  return `\n${Mocha.reporters.Base.generateDiff(textOf(error.actual), textOf(error.expected))}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : (JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each), 2) ?? String(value));
