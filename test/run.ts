import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTemporaryFolder } from '../embedded/temporary-folder.ts';
import { chosenServices, describeServices } from './support/chosen-services.ts';
import { compileCache } from './support/compile-cache.ts';
import { temporaryBase } from './support/temporary-base.ts';
import type { Failure, Request, Result } from './support/worker.ts';

/**
 * Runs test files in several processes: `node test/run.ts [pattern …] [--jobs N] [--seed N] [--no-skips]`. A process that has
 * finished a file gets the next one, and keeps its services running between files. A seed puts the files in random
 * order; without a seed, the slow folders come first, and the files that share an installation run in one process. A file
 * that cannot run on this machine is skipped with a printed line; with `--no-skips`, for clean checkouts, that is a failure, and
 * so is a data folder that the tests leave: the service would start on it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string' }, seed: { type: 'string' }, 'no-skips': { type: 'boolean' } },
});
const dataFolder = '.irontrack';
const hadDataFolder = existsSync(dataFolder);
process.env.TMPDIR = temporaryBase;
/** The folder for all temporary files of this run. The next run removes it if this one is killed. */
const temporaryFiles = createTemporaryFolder();
// Services that root starts run as other users.
chmodSync(temporaryFiles, 0o755);
process.on('exit', () => rmSync(temporaryFiles, { recursive: true, force: true }));
/**
 * The environment of the test processes and of the processes that they start. Most of the latter end after seconds, so
 * they get few megabytes for new objects: that saves a quarter of the start where fresh memory is slow. Coverage needs
 * compilation without the cache.
 */
const env = {
  ...process.env,
  TMPDIR: temporaryFiles,
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
const found = globSync(positionals.length > 0 ? positionals : ['test/**/*.test.ts']);
if (found.length === 0) throw new Error('No test file matches');
/** What test files share; undefined for nothing. */
type Installation = 'chaos' | 'system' | undefined;
const installations = new Map(found.map((file) => [file, readInstallation(file)]));
/** The installations that a test process has now. */
const taken = new Set<Installation>();
/** The files that no process has taken yet. */
const files = ordered(found);

const startedAt = performance.now();
let passed = 0;
let failed = 0;
const print = (line: string) => process.stdout.write(`${line}\n`);

print(describeServices(services));
const workers = Array.from({ length: Math.min(jobs, files.length) }, runWorker);
await Promise.all(workers);
if (values['no-skips'] && !hadDataFolder && existsSync(dataFolder)) {
  report(dataFolder, `The tests have left it in ${process.cwd()}.`, '', '');
}
print(
  `${found.length} files in ${seconds(startedAt)} on ${workers.length} processes${values.seed ? `, seed ${values.seed}` : ''}`,
);
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * Sorts the test files: those that share an installation first, then the slow folders, because a slow file at the end would
 * leave the other processes idle. With a seed, the order is random.
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
    ((slow.findIndex((folder) => file.startsWith(folder)) + slow.length + 1) % (slow.length + 1)) +
    (installations.get(file) === undefined ? slow.length : 0);
  return found.toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

/**
 * The installation that a test file shares with others; undefined if it starts its own or needs none. In a random order
 * each process has such an installation, so that each file can follow each other one.
 */
function readInstallation(file: string): Installation {
  if (values.seed !== undefined) return undefined;
  if (/^test\/(guides|console)\//.test(file)) return 'system';
  if (!/^test\/(chaos|system)\//.test(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (text.includes('useSharedInstallation(')) return 'chaos';
  return text.includes('sharedSystem()') ? 'system' : undefined;
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

/**
 * Runs files in test processes, one after the other. A process runs all files that share an installation, or only files
 * without one. So each installation runs once and ends after its last file: an idle one needs a tenth of a processor.
 */
async function runWorker(): Promise<void> {
  const takeFirst = () => take((its) => !taken.has(its));
  for (let first = takeFirst(); first !== undefined; first = takeFirst()) {
    const installation = installations.get(first);
    if (installation !== undefined) taken.add(installation);
    await runProcess(first, () => take((its) => its === installation));
    taken.delete(installation);
  }
}

/** Takes the first file whose installation is wanted. */
function take(isWanted: (installation: Installation) => boolean): string | undefined {
  const index = files.findIndex((file) => isWanted(installations.get(file)));
  return index < 0 ? undefined : files.splice(index, 1)[0];
}

async function runProcess(first: string, next: () => string | undefined): Promise<void> {
  const worker = fork(join(import.meta.dirname, 'support/worker.ts'), {
    env,
    execArgv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = outputOf(worker);
  for (let file: string | undefined = first; file !== undefined; file = next()) {
    const startedAt = performance.now();
    const result = await ask(worker, { file });
    report(file, result, output.take(), seconds(startedAt));
    // The test process has ended; another one runs the remaining files.
    if (typeof result === 'string') return;
  }
  report('the end of a test process', await ask(worker, 'end'), output.take(), '');
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
