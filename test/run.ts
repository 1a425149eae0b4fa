import { type ChildProcess, fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Failure, Request, Result } from './support/worker.ts';

/**
 * Runs test files in several processes: `node test/run.ts [pattern …] [--jobs N] [--seed N]`. Each process takes the next file when it
 * is free and keeps its services between files. A seed puts the files in random order; without one, the slow folders come first.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string' }, seed: { type: 'string' } },
});
const jobs = Number(values.jobs ?? availableParallelism() + 1);
const files = ordered(globSync(positionals.length > 0 ? positionals : ['test/**/*.test.ts']));
const found = files.length;
if (found === 0) throw new Error('No test file matches');

const startedAt = performance.now();
let passed = 0;
let failed = 0;
const print = (line: string) => process.stdout.write(`${line}\n`);

const workers = Array.from({ length: Math.min(jobs, files.length) }, runWorker);
await Promise.all(workers);
print(
  `${found} files in ${seconds(startedAt)} on ${workers.length} processes${values.seed ? `, seed ${values.seed}` : ''}`,
);
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Long files at the end would leave the other processes idle. */
function ordered(found: readonly string[]): string[] {
  if (values.seed !== undefined) return shuffled(found.toSorted(), Number(values.seed));
  const slow = ['test/chaos/', 'test/system/', 'test/embedded/', 'test/use-cases/', 'test/projections/'];
  const rank = (file: string) =>
    (slow.findIndex((folder) => file.startsWith(folder)) + slow.length + 1) % (slow.length + 1);
  return found.toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

/** Fisher–Yates with a linear congruential generator, so that a seed repeats an order. */
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
    const worker = fork(join(import.meta.dirname, 'support/worker.ts'), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const output = outputOf(worker);
    let file = files.shift();
    for (; file !== undefined; file = files.shift()) {
      const fileStartedAt = performance.now();
      const result = await ask(worker, { file });
      report(file, result, output.take(), seconds(fileStartedAt));
      // A process that has ended gets a successor for the files that are left.
      if (result === null) break;
    }
    if (worker.connected) report('the end of a test process', await ask(worker, 'end'), output.take(), '');
  }
}

/** The worker's answer, or null where it ends without one. */
async function ask(worker: ChildProcess, request: Request): Promise<Result | null> {
  const { promise, resolve } = Promise.withResolvers<Result | null>();
  const onExit = () => resolve(null);
  worker.once('message', resolve).once('exit', onExit);
  worker.send(request);
  const result = await promise;
  worker.off('message', resolve).off('exit', onExit);
  return result;
}

/** What the worker has printed since the last call. Tests are to print nothing. */
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

function report(name: string, result: Result | null, output: string, time: string): void {
  const failures: Failure[] = [...(result?.failures ?? [{ title: name, reason: 'The test process ended.' }])];
  if (output.trim() !== '') failures.push({ title: `${name} prints nothing`, reason: output });
  passed += result?.passed ?? 0;
  failed += failures.length;
  if (result?.file !== null || failures.length > 0) {
    print(`${failures.length === 0 ? 'ok' : 'FAILED'}  ${name}  ${result?.passed ?? 0} passed  ${time}`);
  }
  for (const { title, reason } of failures) print(`\n  ${title}\n${reason.replaceAll(/^/gm, '    ')}\n`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
