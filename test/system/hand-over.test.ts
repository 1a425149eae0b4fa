import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Program } from '../support/program.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';

const bin = fileURLToPath(new URL('../../bin/irontrack.cjs', import.meta.url));

describe('irontrack started by a Node that is too old', () => {
  const suite = useSystems();
  let system: System;
  let program: string;
  before(async () => {
    system = await sharedSystem();
    program = join(suite.folder(), 'old-node.cjs');
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } });`;
    writeFileSync(program, `${older}\nrequire(${JSON.stringify(bin)});\n`);
  });

  const receivers = {
    'the whole process group, as a terminal sends it': (running: Program, signal: NodeJS.Signals) =>
      running.signal(signal),
    'its first process alone': ({ pid }: Program, signal: NodeJS.Signals) => void process.kill(pid, signal),
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    for (const [receiver, send] of Object.entries(receivers)) {
      it(`irontrack, started by a Node that is too old, ends in order on one ${signal} to ${receiver}`, async () => {
        const running = suite.run(['serve'], { dataDir: system.dataDir, program });
        await running.prints(/^IronTrack is ready at (\S+)$/m);
        send(running, signal);
        expect((await running.ended).code).to.equal(0);
      });
    }
  }
});
