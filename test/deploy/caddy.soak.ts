import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { changed } from './support/changed.ts';
import { root } from './support/compose.ts';
import { findProgram, usePrograms } from './support/debian-programs.ts';

describe('the configuration of Caddy', () => {
  usePrograms(['caddy']);

  it('is valid', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'irontrack-caddy-'));
    const text = readFileSync(join(root, 'deploy/caddy/Caddyfile'), 'utf8');
    writeFileSync(join(folder, 'Caddyfile'), changed(text, { '/var/log/caddy': folder }));
    const { program, env } = await findProgram('caddy');
    const options = ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
    const { stdout } = await promisify(execFile)(program, options, { env: { ...env, HOME: folder } });
    rmSync(folder, { recursive: true });
    expect(stdout).to.contain('Valid configuration');
  });
});
