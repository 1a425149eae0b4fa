import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { untilStopped } from '../../cli/host/until-stopped.ts';
import { processTreeOf, survivorsOf } from '../embedded/support/machine.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/irontrack.cjs');
const npm = realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim());

describe('irontrack whose launcher ends', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });

  /** Runs `npm start` with the start script of this repository, with `serve` instead of `up`. */
  async function startByNpm(changed: (script: string) => string) {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const start = changed(scripts.start).replace('bin/irontrack.cjs up', `'${bin}' serve`);
    expect(start).to.include(`'${bin}' serve`);
    const folder = suite.folder();
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
    const running = suite.run(['--prefix', folder, 'start'], { dataDir: system.dataDir, program: npm });
    await running.prints(/^IronTrack is ready at (\S+)$/m);
    return { running, family: processTreeOf(running.pid) };
  }

  const scripts = {
    'npm start': (script: string) => script,
    'an npm script that keeps its shell': (script: string) => `${script.replace(/^exec /, '')}; true`,
  };
  for (const [launcher, changed] of Object.entries(scripts)) {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      it(`irontrack ends when ${launcher} gets ${signal}`, async () => {
        const { running, family } = await startByNpm(changed);
        process.kill(running.pid, signal);
        await running.ended;
        expect(await survivorsOf(family)).to.deep.equal([]);
      });
    }
  }

  it('irontrack, started by npm start, ends in order on one Ctrl-C, which the terminal and npm both send', async () => {
    const { running, family } = await startByNpm((script) => script);
    running.signal('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).to.equal(0);
    expect(stderr.match(/^Stopping …$/gm)).to.have.lengthOf(1);
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('irontrack ends with its own code even if copies of a signal arrive until its end', async () => {
    const running = suite.run(['serve'], { dataDir: system.dataDir });
    await running.prints(/^IronTrack is ready at (\S+)$/m);
    let hasEnded = false;
    void running.ended.then(() => {
      hasEnded = true;
    });
    // Within half a second, copies of a signal are its echo.
    for (const until = performance.now() + 500; !hasEnded && performance.now() < until; await setImmediate()) {
      running.signal('SIGINT');
    }
    expect((await running.ended).code).to.equal(0);
  });

  it('irontrack ends when the older Node that handed over to it is killed', async () => {
    const program = join(suite.folder(), 'old-node.cjs');
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } });`;
    writeFileSync(program, `${older}\nrequire(${JSON.stringify(bin)});\n`);
    const running = suite.run(['serve'], { dataDir: system.dataDir, program });
    await running.prints(/^IronTrack is ready at (\S+)$/m);
    const family = processTreeOf(running.pid);
    process.kill(running.pid, 'SIGKILL');
    await running.ended;
    expect(await survivorsOf(family)).to.deep.equal([]);
  });

  it('a repeated signal ends a command at once, but not the echo of the same signal', async () => {
    const signals = new EventEmitter();
    const exits: (number | undefined)[] = [];
    const host = { signals, exit: (code?: number) => void exits.push(code) };
    const stopped = untilStopped(host);
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    expect(await stopped).to.equal('SIGINT');
    expect(exits).to.deep.equal([]);
    const { now } = performance;
    try {
      performance.now = () => now.call(performance) + 5_000;
      signals.emit('SIGINT');
    } finally {
      performance.now = now;
    }
    expect(exits).to.deep.equal([1]);
  });
});
