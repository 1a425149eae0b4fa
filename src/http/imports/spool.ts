import { createHash, randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImportSource } from '../../imports/run-import.ts';

/** A file on disk for as long as it is held, so that no upload has to fit into memory. */
export type Spool = AsyncDisposable &
  Readonly<{ fill: (bytes: AsyncIterable<Uint8Array>) => Promise<void>; source: () => ImportSource }>;

export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `irontrack-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  // Without a name the system frees it with the handle, also when the process is killed.
  await unlink(path);
  const hash = createHash('sha256');

  async function* hashed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    fill: (bytes) => pipeline(hashed(bytes), file.createWriteStream({ autoClose: false })),
    source: () => ({
      digest: hash.copy().digest('hex'),
      open: () => file.createReadStream({ start: 0, autoClose: false }),
    }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
