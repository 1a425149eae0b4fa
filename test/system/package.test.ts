import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { type Suite, signIn, useSystems } from '../support/system.ts';
import { sendCsv, zone } from './support/imports.ts';

const root = join(import.meta.dirname, '../..');

/** Builds and packs the npm package as `npm pack` does, and returns the folder of the unpacked tarball. */
function unpackedPackage(suite: Suite): string {
  const staging = suite.folder();
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of ['package.json', 'README.md', 'LICENSE', ...files.filter((name) => name !== 'dist')]) {
    cpSync(join(root, name), join(staging, name), { recursive: true });
  }
  // The build goes to another folder than the checkout's `dist`, which other tests may be running from.
  execFileSync(process.execPath, [join(root, 'console/build.mjs'), join(staging, 'dist/console')]);
  // The program comes last, because building it again must leave the console.
  execFileSync(process.execPath, [join(root, 'build.mjs'), join(staging, 'dist')]);
  execFileSync('npm', ['pack', '--ignore-scripts'], { cwd: staging, stdio: 'pipe' });
  const [tarball = ''] = readdirSync(staging).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', join(staging, tarball)], { cwd: staging });
  const unpacked = join(staging, 'package');
  symlinkSync(join(root, 'node_modules'), join(unpacked, 'node_modules'));
  return unpacked;
}

describe('the published package', function () {
  this.timeout(120_000);
  const suite = useSystems();
  let program: string;
  before(() => {
    program = join(unpackedPackage(suite), 'bin/irontrack.cjs');
  });

  it('the published package prints its help and its version', async () => {
    const help = await suite.run(['--help'], { program }).ended;
    expect([help.code, help.stderr]).to.deep.equal([0, '']);
    expect(help.stdout).to.match(/^ +irontrack users +/m);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect((await suite.run(['--version'], { program }).ended).stdout).to.equal(`${version}\n`);
  });

  it('the published package starts the whole service with its embedded services, migrations and seed data', async () => {
    const dataDir = join(suite.folder(), 'data');
    const service = suite.run(['up', '--no-seed'], { program, dataDir });
    const url = await service.prints(/^IronTrack is ready at (\S+)$/m);
    expect((await fetch(`${url}/docs/swagger-ui.css`)).status).to.equal(200);
    const page = await fetch(`${url}/history`, { headers: { accept: 'text/html' } });
    expect(await page.text()).to.match(/<script type="module" crossorigin src="\/assets\//);
    const athlete = await signIn(url, 'athlete@example.com');
    const seeded = await suite.run(['seed', '--only', 'muscle-groups', '--json'], { program, dataDir }).ended;
    const { events } = JSON.parse(seeded.stdout);
    await eventually(async () => {
      expect((await athlete.get('/catalogs/muscle-groups')).json)
        .to.have.length(events)
        .above(10);
    });
    // A thread with a program of its own imports files.
    const csv = 'Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-01-05 18:00:00,Legs,Squat,1,100,5\n';
    const { status, json } = await sendCsv(athlete, csv, { format: 'strong', unit: 'kg', timezone: zone });
    expect([status, json.counts?.added]).to.deep.equal([201, 1]);
    service.signal('SIGINT');
    expect((await service.ended).code).to.equal(0);
  });
});
