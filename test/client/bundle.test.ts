import { join } from 'node:path';
import { expect } from 'chai';
import { build, stop } from 'esbuild';

const maxBytes = 15_000;

describe('the bundle of the client', () => {
  // esbuild works in a process of its own, which stays until it is stopped.
  after(() => stop());

  it('is small, and runs in browsers because it imports nothing', async () => {
    const { outputFiles, metafile } = await build({
      absWorkingDir: join(import.meta.dirname, '../..'),
      entryPoints: ['client/irontrack.ts'],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      metafile: true,
      write: false,
    });
    expect(outputFiles[0]?.contents.length).to.be.lessThan(maxBytes);
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).to.deep.equal([]);
  });
});
