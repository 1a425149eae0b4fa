import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDirInUse, lockDataDir, readRunFile } from '../../embedded/data-dir.ts';
import { writeRunFile } from '../../embedded/run-file.ts';
import { folderPerTest } from './support/machine.ts';

const run = { pid: process.pid, startedAt: '2026-01-02T03:04:05.000Z', http: 'http://127.0.0.1:3000' };

describe('the data folder', () => {
  const folder = folderPerTest();
  const dir = () => join(folder(), 'deep', 'data');
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  it('creates the data folder with mode 0700 and its parents with the usual mode', () => {
    const { path, release } = lockDataDir(dir());
    expect(path).to.equal(dir());
    expect(modeOf(dir())).to.equal(0o700);
    expect(modeOf(join(folder(), 'deep'))).not.to.equal(0o700);
    release();
  });

  it('refuses a data folder in use, naming the process and address that run.json contains', () => {
    const { release } = lockDataDir(dir());
    expect(() => lockDataDir(dir())).to.throw(DataDirInUse, `${dir()} is in use by another process`);
    writeRunFile(dir(), run);
    expect(() => lockDataDir(dir())).to.throw(`${dir()} is in use by process ${process.pid} at http://127.0.0.1:3000`);
    release();
  });

  it('locks a released data folder again, and ignores a second release of the first lock', () => {
    const first = lockDataDir(dir());
    first.release();
    const second = lockDataDir(dir());
    first.release();
    expect(() => lockDataDir(dir())).to.throw(DataDirInUse);
    second.release();
  });

  it('publishes the run in run.json with mode 0600 until the data folder is released', () => {
    const { release } = lockDataDir(dir());
    expect(readRunFile(dir())).to.equal(undefined);
    writeRunFile(dir(), run);
    expect(readRunFile(dir())).to.deep.equal(run);
    expect(modeOf(join(dir(), 'run.json'))).to.equal(0o600);
    release();
    expect(existsSync(join(dir(), 'run.json'))).to.equal(false);
  });

  it('ignores the run.json of a killed process', () => {
    lockDataDir(dir()).release();
    writeRunFile(dir(), run);
    expect(readRunFile(dir())).to.equal(undefined);
    const { release } = lockDataDir(dir());
    expect(readRunFile(dir())).to.equal(undefined);
    release();
  });

  it('rejects a file as data folder, and finds no run in a missing folder', () => {
    writeFileSync(join(folder(), 'file'), '');
    expect(() => lockDataDir(join(folder(), 'file'))).to.throw(`cannot use ${join(folder(), 'file')} as data folder`);
    expect(readRunFile(join(folder(), 'nowhere'))).to.equal(undefined);
  });
});
