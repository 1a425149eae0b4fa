import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { findPackage, postgresBinaries } from '../../embedded/postgres/binaries.ts';
import { clusterPlace } from '../../embedded/postgres/place.ts';
import { deaf, folderPerTest, isRoot, stranger } from './support/machine.ts';

describe('Postgres on a machine that makes it hard', () => {
  const folder = folderPerTest();

  /** The package as an installer leaves it that runs no scripts: without its links. */
  const unlinkedPackage = () => {
    const { root, version } = findPackage();
    const copy = join(folder(), 'package');
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
    const libraries = join(copy, 'native', 'lib');
    for (const name of readdirSync(libraries)) {
      if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name));
    }
    return { root: copy, version };
  };
  const runs = (program: string, user = {}) =>
    spawnSync(program, ['--version'], { ...user, encoding: 'utf8', cwd: '/' }).stdout;

  it('gets the links that its installer was not allowed to make', async () => {
    const from = unlinkedPackage();
    chmodSync(join(from.root, 'native', 'bin', 'postgres'), 0o644);
    expect(runs(join(from.root, 'native', 'bin', 'initdb'))).not.to.match(/PostgreSQL/);
    const { initdb, postgres } = await postgresBinaries({ user: undefined, env: {}, say: deaf, from });
    for (const program of [initdb, postgres]) expect(runs(program)).to.match(/PostgreSQL/);
    expect(dirname(initdb)).to.equal(join(from.root, 'native', 'bin'));
  });

  // Only root may run it as somebody else, who may stand before closed doors.
  if (isRoot) {
    it('runs from a copy when its user can’t reach the package', async () => {
      const from = unlinkedPackage();
      chmodSync(from.root, 0o700);
      const said: string[] = [];
      const env = { XDG_CACHE_HOME: join(folder(), 'cache') };
      const options = { user: stranger, env, say: (line: string) => said.push(line), from };
      const { initdb, postgres } = await postgresBinaries(options);
      for (const program of [initdb, postgres]) expect(runs(program, stranger)).to.match(/PostgreSQL/);
      expect(said).to.have.length(1);
      expect(said[0]).to.contain(`can't use ${from.root}`);
      await postgresBinaries(options);
      expect(said).to.have.length(1);
    });

    it('keeps its data elsewhere when its user can’t reach the data folder, as long as that folder lives', () => {
      const closed = join(folder(), 'closed');
      mkdirSync(join(closed, 'data', 'postgres'), { recursive: true });
      chmodSync(closed, 0o700);
      const service = join(closed, 'data', 'postgres');
      const said: string[] = [];
      const say = (line: string) => said.push(line);
      const place = clusterPlace(service, stranger, say);
      expect(said[0]).to.contain(dirname(place));
      expect(readlinkSync(join(service, 'data'))).to.equal(place);
      expect(clusterPlace(service, stranger, say)).to.equal(place);
      expect(said).to.have.length(1);

      // A deleted data folder takes its cluster along at the next such start.
      rmSync(join(service, 'data'));
      const next = clusterPlace(service, stranger, deaf);
      expect(next).not.to.equal(place);
      expect(existsSync(dirname(place))).to.equal(false);
      rmSync(dirname(next), { recursive: true });
    });

    it('lets its user pass through the data folder, not look into it', () => {
      const service = join(folder(), 'data', 'postgres');
      mkdirSync(service, { recursive: true, mode: 0o700 });
      chmodSync(join(folder(), 'data'), 0o700);
      expect(clusterPlace(service, stranger, deaf)).to.equal(join(service, 'data'));
      for (const each of [service, dirname(service)]) expect(lstatSync(each).mode & 0o777).to.equal(0o710);
    });
  }
});
