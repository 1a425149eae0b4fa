import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { afterEach, beforeEach } from 'mocha';
import { freePort } from '../../embedded/processes/ports.ts';
import { changed } from './support/changed.ts';
import { root } from './support/compose.ts';
import { findProgram, usePrograms } from './support/debian-programs.ts';
import { createCertificate, temporaryPaths } from './support/edge.ts';

const run = promisify(execFile);

describe('the container of the edge', () => {
  usePrograms(['nginx', 'openssl']);
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-container-'));
    for (const name of ['tls', 'cache']) mkdirSync(join(folder, name));
    cpSync(join(root, 'deploy/angie'), join(folder, 'config'), { recursive: true });
    await createCertificate(join(folder, 'tls'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (name: string, texts: Readonly<Record<string, string>>) => {
    const path = join(folder, 'config', name);
    writeFileSync(path, changed(readFileSync(path, 'utf8'), texts));
  };

  it('has a main configuration that finds all files of deploy/angie', async () => {
    const [plain, secure] = [await freePort(), await freePort()];
    writeFileSync(join(folder, 'mime.types'), 'types {}');
    change('angie.conf', {
      '/etc/angie/mime.types': join(folder, 'mime.types'),
      '/etc/angie/irontrack': join(folder, 'config'),
      '/run/angie.pid': join(folder, 'angie.pid'),
      'sendfile on;': `sendfile on; ${temporaryPaths}`,
    });
    const tls = join(folder, 'tls');
    change('tls.conf', {
      '/etc/irontrack/tls/fullchain.pem': join(tls, 'cert.pem'),
      '/etc/irontrack/tls/privkey.pem': join(tls, 'key.pem'),
    });
    change('listen.conf', { 443: String(secure) });
    change('redirect.conf', { 80: String(plain) });
    change('upstream.conf', { 'api:3000': '127.0.0.1:1' });
    const { program, env } = await findProgram('nginx');
    const options = ['-t', '-p', join(folder, 'cache'), '-c', join(folder, 'config/angie.conf')];
    const { stderr } = await run(program, [...options, '-g', 'daemon off;'], { env });
    expect(stderr).to.match(/syntax is ok\n[^\n]*test is successful\n$/);
  });
});
