import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { findPackage, preparePrograms } from '../../embedded/postgres/binaries.ts';
import { resolveClusterFolder } from '../../embedded/postgres/cluster-folder.ts';
import { folderPerTest, ignore, isRoot, ordinaryUser } from './support/machine.ts';

const versionOf = (program: string, user = {}) =>
  spawnSync(program, ['--version'], { ...user, encoding: 'utf8', cwd: '/' }).stdout;

describe('the programs of Postgres', () => {
  const folder = folderPerTest();

  /**
   * A copy of the installed Postgres package without symbolic links, like a package whose install script did not run.
   */
  const copyUnlinkedPackage = () => {
    const { root, version } = findPackage();
    const copy = join(folder(), 'package');
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
    const libraries = join(copy, 'native', 'lib');
    for (const name of readdirSync(libraries)) {
      if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name));
    }
    return { root: copy, version };
  };

  it('creates the links and permissions that the installer omitted', async () => {
    const from = copyUnlinkedPackage();
    chmodSync(join(from.root, 'native', 'bin', 'postgres'), 0o644);
    expect(versionOf(join(from.root, 'native', 'bin', 'initdb'))).not.to.match(/PostgreSQL/);
    const { initdb, postgres } = await preparePrograms({ user: undefined, env: {}, say: ignore, from });
    for (const program of [initdb, postgres]) expect(versionOf(program)).to.match(/PostgreSQL/);
    expect(dirname(initdb)).to.equal(join(from.root, 'native', 'bin'));
  });

  if (isRoot) {
    it('copies the programs once if the user of Postgres may not enter the package', async () => {
      const from = copyUnlinkedPackage();
      chmodSync(from.root, 0o700);
      const lines: string[] = [];
      const env = { XDG_CACHE_HOME: join(folder(), 'cache') };
      const options = { user: ordinaryUser, env, say: (line: string) => lines.push(line), from };
      const { initdb, postgres } = await preparePrograms(options);
      for (const program of [initdb, postgres]) expect(versionOf(program, ordinaryUser)).to.match(/PostgreSQL/);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain(`cannot use ${from.root}`);
      await preparePrograms(options);
      expect(lines).to.have.length(1);
    });
  }
});

if (isRoot) {
  describe('the cluster folder of Postgres', () => {
    const folder = folderPerTest();

    it('puts the cluster outside a data folder that the user of Postgres may not enter, and removes it after that folder', () => {
      const closed = join(folder(), 'closed');
      const service = join(closed, 'data', 'postgres');
      mkdirSync(service, { recursive: true });
      chmodSync(closed, 0o700);
      const lines: string[] = [];
      const say = (line: string) => lines.push(line);
      const external = resolveClusterFolder(service, ordinaryUser, say);
      expect(lines[0]).to.contain(dirname(external));
      expect(readlinkSync(join(service, 'data'))).to.equal(external);
      expect(resolveClusterFolder(service, ordinaryUser, say)).to.equal(external);
      expect(lines).to.have.length(1);

      // The next start that needs an external folder removes the external folders whose data folder has been deleted.
      rmSync(join(service, 'data'));
      const next = resolveClusterFolder(service, ordinaryUser, ignore);
      expect(next).not.to.equal(external);
      expect(existsSync(dirname(external))).to.equal(false);
      rmSync(dirname(next), { recursive: true });
    });

    it('keeps the cluster in the data folder if the user of Postgres can be allowed to pass without listing it', () => {
      const service = join(folder(), 'data', 'postgres');
      mkdirSync(service, { recursive: true, mode: 0o700 });
      chmodSync(join(folder(), 'data'), 0o700);
      expect(resolveClusterFolder(service, ordinaryUser, ignore)).to.equal(join(service, 'data'));
      for (const each of [service, dirname(service)]) expect(lstatSync(each).mode & 0o777).to.equal(0o710);
    });
  });
}
