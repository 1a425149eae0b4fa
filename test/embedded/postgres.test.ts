import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { preparePrograms } from '../../embedded/postgres/binaries.ts';
import { resolveClusterFolder } from '../../embedded/postgres/cluster-folder.ts';
import { findPackage } from '../../embedded/postgres/package.ts';
import { startServices } from '../../embedded/services.ts';
import { readNotes, usePostgres, writeNote } from './support/clients.ts';
import { copyUsedDataDir, folderPerTest, ignore, isRoot, ordinaryUser } from './support/machine.ts';

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

describe('the roles and the user of Postgres', () => {
  const folder = folderPerTest();
  const dataDir = () => join(folder(), 'data');
  const place = () => join(dataDir(), 'postgres');
  const needs = { eventStore: false, postgres: true, redis: false };
  const open: { stop: () => Promise<void> }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((services) => services.stop())));
  const start = async () => {
    const services = await startServices({ dataDir: dataDir(), needs, say: ignore });
    open.push(services);
    return { ...services, url: services.databaseUrl ?? '', pid: services.pids.postgres ?? 0 };
  };
  const superuserUrl = (url: string) =>
    url.replace(/\/\/[^@]*@/, `//irontrack:${readFileSync(join(place(), 'password'), 'utf8')}@`);
  const run = (url: string, ...statements: string[]) =>
    usePostgres(url, async (client) => {
      for (const statement of statements) await client.query(statement);
    });

  it('gives the application a role that owns its database and is no superuser', async () => {
    await copyUsedDataDir(dataDir());
    const { url } = await start();
    const rights = await usePostgres(url, (client) =>
      client.query(`select rolsuper, rolcreatedb, rolcreaterole, pg_get_userbyid(datdba) = rolname as owns
        from pg_roles, pg_database where rolname = current_user and datname = current_database()`),
    );
    expect(rights.rows).to.deep.equal([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, owns: true }]);
    for (const forbidden of ["select pg_read_file('postgresql.conf')", "copy (select 1) to program 'cat'"]) {
      const refused = await run(url, forbidden).catch((error) => error.message);
      expect(refused).to.contain('permission denied');
    }
    await run(url, 'create extension pg_trgm', 'create table own (id int)', 'checkpoint', 'vacuum full own');
    await run(url, 'select pg_switch_wal()', 'vacuum full pg_catalog.pg_statistic', 'select pg_ls_waldir()');
    expect(statSync(join(place(), 'application-password')).mode & 0o777).to.equal(0o600);
  });

  it('gives the application what an earlier release created as superuser', async () => {
    await copyUsedDataDir(dataDir());
    const first = await start();
    await run(
      superuserUrl(first.url),
      'create extension pg_trgm',
      'create schema old',
      "create type old.colour as enum ('red')",
      'create type old.pair as (a int, b int)',
      'create table old.items (id int generated always as identity, serial serial, colour old.colour)',
      'create sequence old.numbers',
      'create view old.reds as select * from old.items',
      'create function old.one() returns int language sql as $$ select 1 $$',
      'reassign owned by irontrack_app to irontrack',
      'drop owned by irontrack_app',
      'drop role irontrack_app',
    );
    await first.stop();
    rmSync(join(place(), 'application-password'));
    const { url } = await start();
    await run(
      url,
      'drop view old.reds',
      'alter table old.items add column note text',
      'drop function old.one()',
      'drop type old.pair',
      'drop sequence old.numbers',
      'drop schema old cascade',
      'select pg_switch_wal()',
    );
    const owners = await usePostgres(url, (client) =>
      client.query('select distinct pg_get_userbyid(extowner) as owner from pg_extension'),
    );
    expect(owners.rows).to.deep.equal([{ owner: 'irontrack' }]);
  });

  if (isRoot) {
    const uidOf = (pid: number) => statSync(`/proc/${pid}`).uid;
    const named = () =>
      [...readFileSync('/etc/passwd', 'utf8').matchAll(/^[^:]+:[^:]*:(\d+)/gm)].map(([, id]) => Number(id));

    it('runs as a user of its own, which the system does not know', async () => {
      mkdirSync(dataDir(), { mode: 0o700 });
      const { pid } = await start();
      expect(named()).to.include(0);
      expect(named()).not.to.include(uidOf(pid));
      const files = readdirSync(join(place(), 'data'), { recursive: true, encoding: 'utf8' });
      const owners = new Set(files.map((name) => lstatSync(join(place(), 'data', name)).uid));
      expect([...owners]).to.deep.equal([uidOf(pid)]);
    });

    it('continues a cluster of an earlier release, which belongs to `nobody`, as a user of its own', async () => {
      await copyUsedDataDir(dataDir());
      const first = await start();
      await writeNote('before', first);
      await first.stop();
      spawnSync('chown', ['-R', `${ordinaryUser.uid}:${ordinaryUser.gid}`, join(place(), 'data')]);
      for (const each of [dataDir(), place()]) spawnSync('chgrp', [String(ordinaryUser.gid), each]);
      const again = await start();
      expect((await readNotes(again)).postgres).to.deep.equal(['before']);
      expect(uidOf(again.pid)).not.to.equal(ordinaryUser.uid);
      expect(statSync(join(place(), 'data')).uid).to.equal(uidOf(again.pid));
    });

    it('continues a cluster whose change of owner was interrupted', async () => {
      await copyUsedDataDir(dataDir());
      const first = await start();
      await writeNote('before', first);
      await first.stop();
      chownSync(join(place(), 'data'), 0, 0);
      lchownSync(join(place(), 'data', 'PG_VERSION'), ordinaryUser.uid, ordinaryUser.gid);
      expect((await readNotes(await start())).postgres).to.deep.equal(['before']);
    });
  }
});
