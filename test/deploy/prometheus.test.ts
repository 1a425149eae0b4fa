import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { findProgram, usePrograms } from './support/debian-programs.ts';

const cwd = join(import.meta.dirname, '../../deploy/prometheus');

describe('the alert rules in deploy/prometheus', () => {
  usePrograms(['promtool']);

  const promtool = async (...args: readonly string[]): Promise<string> => {
    const { program, env } = await findProgram('promtool');
    return (await promisify(execFile)(program, args, { cwd, env })).stdout;
  };

  it('are rules that Prometheus accepts without a warning', async () => {
    expect(await promtool('check', 'rules', 'irontrack.rules.yml')).to.match(/SUCCESS: \d+ rules found\s*$/);
  });

  it('fire for the series that they are about', async () => {
    expect(await promtool('test', 'rules', 'irontrack.test.yml')).to.match(/SUCCESS\s*$/);
  });
});
