import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDirInUse, lockDataDir, readRunFile, writeRunFile } from '../../embedded/data-dir.ts';
import { folderPerTest } from './support/machine.ts';

const run = { pid: process.pid, startedAt: '2026-01-02T03:04:05.000Z', http: 'http://127.0.0.1:3000' };

describe('data folder', () => {
  const folder = folderPerTest();
  const dir = () => join(folder(), 'deep', 'data');
  const bits = (path: string) => statSync(path).mode & 0o777;

  it('is made for its owner alone', () => {
    const { path, release } = lockDataDir(dir());
    expect(path).to.equal(dir());
    expect(bits(dir())).to.equal(0o700);
    expect(bits(join(folder(), 'deep'))).not.to.equal(0o700);
    release();
  });

  it('is refused to a second one, with who has it and where', () => {
    const { release } = lockDataDir(dir());
    expect(() => lockDataDir(dir())).to.throw(DataDirInUse, `${dir()} is in use by another process`);
    writeRunFile(dir(), run);
    expect(() => lockDataDir(dir())).to.throw(`${dir()} is in use by process ${process.pid} at http://127.0.0.1:3000`);
    release();
  });

  it('is free again after its release, and a second release frees nobody else’s', () => {
    const first = lockDataDir(dir());
    first.release();
    const second = lockDataDir(dir());
    first.release();
    expect(() => lockDataDir(dir())).to.throw(DataDirInUse);
    second.release();
  });

  it('tells the run of its holder, for the holder’s eyes alone', () => {
    const { release } = lockDataDir(dir());
    expect(readRunFile(dir())).to.equal(undefined);
    writeRunFile(dir(), run);
    expect(readRunFile(dir())).to.deep.equal(run);
    expect(bits(join(dir(), 'run.json'))).to.equal(0o600);
    release();
    expect(existsSync(join(dir(), 'run.json'))).to.equal(false);
  });

  it('takes the file that a killed run left for what it is', () => {
    lockDataDir(dir()).release();
    writeRunFile(dir(), run);
    expect(readRunFile(dir())).to.equal(undefined);
    const { release } = lockDataDir(dir());
    expect(readRunFile(dir())).to.equal(undefined);
    release();
  });

  it('says so when it can’t be one', () => {
    writeFileSync(join(folder(), 'file'), '');
    expect(() => lockDataDir(join(folder(), 'file'))).to.throw(`cannot use ${join(folder(), 'file')} as data folder`);
    expect(readRunFile(join(folder(), 'nowhere'))).to.equal(undefined);
  });
});
