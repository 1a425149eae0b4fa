import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { writeCompressed } from '../../../src/infra/backup/write-file.ts';
import { translateError } from '../../../src/infra/postgres/errors.ts';

async function* texts(failure?: Error): AsyncGenerator<string> {
  yield 'a\n';
  if (failure !== undefined) throw failure;
}

async function* endless(): AsyncGenerator<string> {
  for (;;) yield randomBytes(100_000).toString('hex');
}

const failureOf = (path: string, source: AsyncIterable<string>): Promise<unknown> =>
  writeCompressed(path, source).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a compressed file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has the texts, and is removed when their source fails', async () => {
    const [written, broken] = [join(folder, 'written'), join(folder, 'broken')];
    expect(await failureOf(written, texts())).to.equal(undefined);
    expect(gunzipSync(readFileSync(written)).toString()).to.equal('a\n');
    const failure = new Error('no more rows');
    expect(await failureOf(broken, texts(failure))).to.equal(failure);
    expect(existsSync(broken)).to.equal(false);
  });

  it('that cannot be written is named, is not replaced, and is no outage of Postgres', async () => {
    const existing = join(folder, 'existing');
    writeFileSync(existing, 'kept');
    for (const path of [existing, join(folder, 'none', 'file')]) {
      const failure = await failureOf(path, endless());
      expect(failure).to.have.property('name', 'FileNotWritten');
      expect(failure).to.have.property('message').that.includes(`${path} cannot be written: E`);
      expect(translateError(failure)).to.equal(failure);
    }
    expect(readFileSync(existing, 'utf8')).to.equal('kept');
  });
});
