import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before } from 'mocha';
import { environment } from '../../src/service/environment.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { secretVariables } from '../../src/service/secret-files.ts';
import { changed } from './support/changed.ts';
import { root } from './support/compose.ts';
import { findProgram, usePrograms } from './support/debian-programs.ts';

const run = promisify(execFile);
const source = join(root, 'deploy/systemd');
const units = readdirSync(source).filter((name) => name.endsWith('.service'));
const textOf = (name: string) => readFileSync(join(source, name), 'utf8');

describe('the units of systemd', () => {
  usePrograms(['systemd-analyze']);
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-systemd-'));
  const paths = units.map((name) => join(folder, name));
  let analyze: (...args: readonly string[]) => Promise<{ stdout: string; stderr: string }>;

  before(async () => {
    cpSync(source, folder, { recursive: true });
    // systemd-analyze looks for the program, which is not installed here.
    for (const name of units) {
      writeFileSync(join(folder, name), changed(textOf(name), { '/usr/local/bin/irontrack': '/bin/true' }));
    }
    const { program, env } = await findProgram('systemd-analyze');
    analyze = (...args) => run(program, [...args], { env: { ...env, SYSTEMD_UNIT_PATH: `${folder}:` } });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are accepted by systemd without a warning', async () => {
    const { stdout, stderr } = await analyze('verify', ...paths, join(folder, 'irontrack.target'));
    expect(units).to.have.length(5);
    expect(stdout + stderr).to.equal('');
  });

  it('go on while the migrations of a new build are applied, so that they can be replaced one after the other', () => {
    const processes = units.filter((name) => /^irontrack-(api|dispatch|work)/.test(name));
    expect(processes).to.have.length(3);
    for (const name of processes) {
      expect(textOf(name)).to.match(/^Wants=.*\birontrack-migrate\.service$/m);
      // systemd restarts what requires a unit whenever it restarts the unit.
      expect(textOf(name)).not.to.match(/^(Requires|BindsTo|PartOf)=.*\birontrack-migrate\b/m);
    }
  });

  it('expose little of the system to the process', async () => {
    const lines = await Promise.all(paths.map((path) => analyze('security', '--offline=true', '--no-pager', path)));
    const levels = lines.map(({ stdout }) => Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]));
    expect(levels.filter((level) => !(level < 2))).to.deep.equal([]);
  });

  it('set variables that the service knows, and read secrets that the Compose files have too', () => {
    const set = units.flatMap((name) => [...textOf(name).matchAll(/([A-Z][A-Z_]+)=(%d\/secrets_([a-z-]+))?/g)]);
    const names = set.map(([, name = '']) => name).filter((name) => !/^(Environment|NODE_ENV)/.test(name));
    expect([...Object.keys(environment.shape), ...secretVariables.map((name) => `${name}_FILE`)]).to.include.members(
      names,
    );
    const files = new Set(set.flatMap(([, , , file]) => (file === undefined ? [] : [file])));
    const script = readFileSync(join(root, 'deploy/create-secrets.mjs'), 'utf8');
    expect(files).to.have.property('size', 5);
    expect([...files].filter((file) => !script.includes(`'${file}'`))).to.deep.equal([]);
  });

  it('start the embedded services with the settings that the documents name', () => {
    const [, lines = ''] = /irontrack\.env`, with your own name:\n\n```sh\n(.*?)```/s.exec(
      readFileSync(join(root, 'docs/deployment.md'), 'utf8'),
    ) ?? ['', ''];
    const set = Object.fromEntries(
      lines
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    );
    const { config } = loadConfig(set);
    expect(config).to.deep.include({ cookieSecure: true, publicUrl: 'https://irontrack.example.com' });
    expect(config).to.deep.include({ allowedHosts: ['irontrack.example.com'], trustedProxies: ['loopback'] });
  });
});
