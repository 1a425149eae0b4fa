import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A file that can be read any number of times. `digest` is the SHA-256 of its bytes in hex. Disposing of it closes the
 * file.
 */
export type Spooled = AsyncDisposable &
  Readonly<{ digest: string; bytes: number; open: () => AsyncIterable<Uint8Array> }>;

/**
 * Writes an upload to a temporary file, so that work starts only after the whole upload has arrived. The file's name is
 * removed before anything is written: however the process ends, the system frees the space, and no other process can
 * open the file.
 */
export async function spool(content: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const path = join(tmpdir(), `irontrack-upload-${randomUUID()}`);
  return spooledFrom(await open(path, 'wx+', 0o600), async (file) => {
    await unlink(path);
    await file.writeFile(content);
  });
}

/** Opens an existing file, which is read where it is instead of being copied. */
export const fileSource = async (path: string): Promise<Spooled> => spooledFrom(await open(path), async () => {});

async function spooledFrom(file: FileHandle, fill: (file: FileHandle) => Promise<void>): Promise<Spooled> {
  try {
    await fill(file);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of chunksOf(file)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return {
      digest: hash.digest('hex'),
      bytes,
      open: () => chunksOf(file),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** How many bytes are read at once. The rows in them are split without a pause, so they are few. */
const chunkBytes = 16_384;

/**
 * Reads a file from its start, independent of other readers of it. A read stream of Node would keep the file open until
 * it was read to the end.
 */
async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, offset);
    if (bytesRead === 0) return;
    offset += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
