import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { folderPerTest, processTreeOf, survivorsOf } from '../embedded/support/machine.ts';

const processes = pathToFileURL(join(import.meta.dirname, '../../bench/support/processes.ts')).href;

describe('the processes of a benchmark', () => {
  const folder = folderPerTest();

  /** Starts a benchmark that has started a process of its own, and then runs `rest`. */
  async function startBenchmark(rest: string) {
    const file = join(folder(), 'benchmark.mjs');
    writeFileSync(
      file,
      `import { startBareExpress } from ${JSON.stringify(processes)};
      await startBareExpress();
      console.log('started');
      process.stdin.once('data', () => { ${rest} });`,
    );
    const benchmark = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(createInterface(benchmark.stdout), 'line');
    return { benchmark, family: processTreeOf(benchmark.pid ?? 0) };
  }

  for (const [end, rest] of [
    ['fails', "throw new Error('A failure that nothing handles')"],
    ['exits in the middle', 'process.exit(1)'],
    ['is killed', "process.kill(process.pid, 'SIGKILL')"],
  ] as const) {
    it(`the processes of a benchmark end when it ${end}`, async () => {
      const { benchmark, family } = await startBenchmark(rest);
      expect(family).not.to.deep.equal([]);
      const ended = once(benchmark, 'exit');
      benchmark.stdin.write('go');
      await ended;
      expect(await survivorsOf(family)).to.deep.equal([]);
    });
  }
});
