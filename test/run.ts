import { type ChildProcess, fork } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenServices, describeServices } from './support/chosen-services.ts';
import { compileCache } from './support/compile-cache.ts';
import type { Failure, Request, Result } from './support/worker.ts';

/**
 * Runs test files in several processes: `node test/run.ts [pattern …] [--jobs N] [--seed N] [--no-skips]`. A process that has
 * finished a file gets the next one, and keeps its services running between files. A seed puts the files in random
 * order; without a seed, the slow folders come first. A file that cannot run on this machine is skipped with a printed
 * line; with `--no-skips` that is a failure.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string' }, seed: { type: 'string' }, 'no-skips': { type: 'boolean' } },
});
/**
 * The environment of the test processes and of the processes that they start. Most of the latter end after seconds, so
 * they get few megabytes for new objects: that saves a quarter of the start where fresh memory is slow. Coverage needs
 * compilation without the cache.
 */
const env = {
  ...process.env,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=4`,
  ...(process.env.NODE_V8_COVERAGE === undefined && { NODE_COMPILE_CACHE: compileCache }),
};
/** The test processes themselves run for minutes. With more room for new objects they need an eighth less processor time. */
const execArgv = ['--max-semi-space-size=16'];
const services = chosenServices();
/**
 * One more than processors, because tests wait for timeouts and disks. Given services are for one process at a time, because
 * suites empty Redis.
 */
const jobs = services.kind === 'given' ? 1 : Number(values.jobs ?? availableParallelism() + 1);
const files = ordered(globSync(positionals.length > 0 ? positionals : ['test/**/*.test.ts']));
const found = files.length;
if (found === 0) throw new Error('No test file matches');

const startedAt = performance.now();
let passed = 0;
let failed = 0;
const print = (line: string) => process.stdout.write(`${line}\n`);

print(describeServices(services));
const workers = Array.from({ length: Math.min(jobs, files.length) }, runWorker);
await Promise.all(workers);
print(
  `${found} files in ${seconds(startedAt)} on ${workers.length} processes${values.seed ? `, seed ${values.seed}` : ''}`,
);
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * Sorts the test files: slow folders first, because a slow file at the end would leave the other processes idle. With a
 * seed, the order is random.
 */
function ordered(found: readonly string[]): string[] {
  if (values.seed !== undefined) return shuffled(found.toSorted(), Number(values.seed));
  const slow = [
    'test/chaos/',
    'test/system/',
    'test/guides/',
    'test/console/',
    'test/hostile/',
    'test/embedded/',
    'test/use-cases/',
    'test/projections/',
  ];
  const rank = (file: string) =>
    (slow.findIndex((folder) => file.startsWith(folder)) + slow.length + 1) % (slow.length + 1);
  return found.toSorted(
    (one, other) => rank(one) - rank(other) || Number(hasOwn(other)) - Number(hasOwn(one)) || (one < other ? -1 : 1),
  );
}

/** The installation that the files of a folder share. */
function installationOf(file: string): 'chaos' | 'system' | undefined {
  if (file.startsWith('test/chaos/')) return 'chaos';
  return /^test\/(system|guides|console)\//.test(file) ? 'system' : undefined;
}

/** Whether a file starts installations of its own. Such files come first, because the shared one needs a tenth of a processor. */
function hasOwn(file: string): boolean {
  return file.startsWith('test/system/') && !readFileSync(file, 'utf8').includes('sharedSystem()');
}

/** Shuffles items (Fisher–Yates) with a linear congruential generator, so that the same seed gives the same order. */
function shuffled(items: readonly string[], seed: number): string[] {
  const rest = [...items];
  let state = seed;
  return items.flatMap(() => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return rest.splice(Math.floor((state / 2 ** 32) * rest.length), 1);
  });
}

async function runWorker(): Promise<void> {
  while (files.length > 0) {
    const worker = fork(join(import.meta.dirname, 'support/worker.ts'), {
      env,
      execArgv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output = outputOf(worker);
    let file = files.shift();
    for (; file !== undefined; file = nextAfter(file)) {
      const fileStartedAt = performance.now();
      const result = await ask(worker, { file });
      report(file, result, output.take(), seconds(fileStartedAt));
      // The test process has ended; the outer loop starts another one for the remaining files.
      if (typeof result === 'string') break;
    }
    if (worker.connected) report('the end of a test process', await ask(worker, 'end'), output.take(), '');
  }
}

/**
 * The next file for a process that has run `file`. A process ends after its last file that uses a shared installation,
 * because that would need a tenth of a processor until the end of the run.
 */
function nextAfter(file: string): string | undefined {
  const next = files[0];
  const mayEnd = values.seed === undefined && installationOf(file) !== undefined;
  return mayEnd && next !== undefined && installationOf(next) !== installationOf(file) ? undefined : files.shift();
}

/** The test process's answer to a request, or the reason of its end if it ends without an answer. */
async function ask(worker: ChildProcess, request: Request): Promise<Result | string> {
  const { promise, resolve } = Promise.withResolvers<Result | string>();
  const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
    resolve(`The test process ended with ${signal ?? `exit code ${code}`}.`);
  worker.once('message', resolve).once('exit', onExit);
  worker.send(request);
  const result = await promise;
  worker.off('message', resolve).off('exit', onExit);
  return result;
}

/**
 * Collects what a test process prints; `take` returns what was printed since its last call. Tests must not print
 * anything.
 */
function outputOf({ stdout, stderr }: ChildProcess): Readonly<{ take: () => string }> {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return {
    take() {
      const taken = text;
      text = '';
      return taken;
    },
  };
}

function report(name: string, answer: Result | string, output: string, time: string): void {
  const result = typeof answer === 'string' ? null : answer;
  const failures: Failure[] = [...(result?.failures ?? [{ title: name, reason: String(answer) }])];
  const { skipped } = result ?? {};
  if (skipped !== undefined && values['no-skips']) failures.push({ title: `${name} is skipped`, reason: skipped });
  if (output.trim() !== '') failures.push({ title: `${name} prints nothing`, reason: output });
  passed += result?.passed ?? 0;
  failed += failures.length;
  if (result?.file !== null || failures.length > 0) {
    const outcome = skipped !== undefined ? `skipped: ${skipped}` : `${result?.passed ?? 0} passed  ${time}`;
    print(`${failures.length === 0 ? 'ok' : 'FAILED'}  ${name}  ${outcome}`);
  }
  for (const { title, reason } of failures) print(`\n  ${title}\n${reason.replaceAll(/^/gm, '    ')}\n`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
