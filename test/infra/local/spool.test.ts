import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileSource, spool } from '../../../src/infra/local/spool.ts';
import { inChunks, listAll, refusalOf } from '../../imports/support/read.ts';
import { ownTemporaryFiles, type TemporaryFiles } from '../../support/temporary-files.ts';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const digest = createHash('sha256').update(bytes).digest('hex');

/** All chunks of a source, each copied before the next one is read. */
async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

describe('spooled uploads', () => {
  let files: TemporaryFiles;
  beforeEach(() => {
    files = ownTemporaryFiles();
  });
  afterEach(() => files[Symbol.dispose]());

  it('reads a spooled upload several times, also at the same time and after a reader stopped early', async () => {
    await using upload = await spool(inChunks(bytes, [1, 7_000, 70_000]));
    expect(upload.digest).to.equal(digest);
    for await (const chunk of upload.open()) {
      expect(chunk.length).to.be.above(0);
      break;
    }
    const paused = upload.open()[Symbol.asyncIterator]();
    await paused.next();
    const read = await Promise.all([bytesOf(upload.open()), bytesOf(upload.open())]);
    for (const all of read) expect(all.equals(bytes)).to.equal(true);
  });

  it('spools an empty upload', async () => {
    await using upload = await spool(inChunks(Buffer.alloc(0), [1]));
    expect(await listAll(upload.open())).to.deep.equal([]);
  });

  it('unlinks the file of an upload before it has content, so that a killed process leaves nothing', async () => {
    const names: (readonly string[])[] = [];
    const modes: number[] = [];
    async function* content() {
      yield bytes.subarray(0, 100_000);
      names.push(files.names());
      modes.push(...files.open().map((path) => statSync(path).mode & 0o777));
      yield bytes.subarray(100_000);
    }
    const upload = await spool(content());
    expect(modes).to.deep.equal([0o600]);
    for await (const _ of upload.open()) names.push(files.names());
    for (const found of names) expect(found).to.deep.equal([]);
    expect(files.open()).to.have.lengthOf(1);
    await upload[Symbol.asyncDispose]();
    expect(files.open()).to.deep.equal([]);
  });

  it('frees the file of an upload that breaks off or is disposed while it is read', async () => {
    async function* torn() {
      yield bytes;
      throw new Error('The client hung up');
    }
    expect(await refusalOf(spool(torn()))).to.have.property('message', 'The client hung up');
    expect([files.names(), files.open()]).to.deep.equal([[], []]);

    const upload = await spool(inChunks(bytes, [70_000]));
    const reader = upload.open()[Symbol.asyncIterator]();
    await reader.next();
    await upload[Symbol.asyncDispose]();
    expect(files.open()).to.deep.equal([]);
  });

  it('reads a file in place, and keeps reading the file that was opened when its path is replaced', async () => {
    const path = join(files.folder, 'export.csv');
    writeFileSync(path, bytes);
    {
      await using source = await fileSource(path);
      rmSync(path);
      writeFileSync(path, 'another');
      expect(source).to.include({ digest, bytes: bytes.length });
      expect((await bytesOf(source.open())).equals(bytes)).to.equal(true);
    }
    expect(files.open()).to.deep.equal([]);
    expect(readFileSync(path, 'utf8')).to.equal('another');
  });
});
