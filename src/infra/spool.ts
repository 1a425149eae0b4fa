import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file that can be read as often as needed, with the SHA-256 of its bytes in hex. */
export type Spooled = AsyncDisposable &
  Readonly<{ digest: string; bytes: number; open: () => AsyncIterable<Uint8Array> }>;

/** Takes an upload to the disk, so that nothing is begun before all of it has come. Disposing removes it. */
export async function spool(content: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'irontrack-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  try {
    await pipeline(content, createWriteStream(path, { mode: 0o600 }));
    return { ...(await fileSource(path)), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A file where it lies. */
export async function fileSource(path: string): Promise<Omit<Spooled, typeof Symbol.asyncDispose>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { digest: hash.digest('hex'), bytes, open: () => createReadStream(path) };
}
