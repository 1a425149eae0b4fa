import { createHash, randomUUID } from 'node:crypto';
import { read } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A file that can be read any number of times. `digest` is the SHA-256 of its bytes in hex, `descriptor` the number of the
 * open file. Disposing of it closes the file.
 */
export type Spooled = AsyncDisposable &
  Readonly<{ digest: string; bytes: number; descriptor: number; open: () => AsyncIterable<Uint8Array> }>;

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
    for await (const chunk of readOpenFile(file.fd)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return {
      digest: hash.digest('hex'),
      bytes,
      descriptor: file.fd,
      open: () => readOpenFile(file.fd),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * How many bytes are read at once. The number is small, because the caller splits all rows of a chunk without a pause.
 */
const chunkBytes = 16_384;

const readFile = promisify(read);

/**
 * Reads an open file from its start, independent of other reads of it. A read stream of Node would keep the file open
 * until it was read to the end. All chunks are in the same memory: each is valid until the next one is read.
 */
export async function* readOpenFile(descriptor: number): AsyncGenerator<Uint8Array> {
  const memory = Buffer.allocUnsafe(chunkBytes);
  for (let offset = 0; ; ) {
    const { bytesRead } = await readFile(descriptor, memory, 0, chunkBytes, offset);
    if (bytesRead === 0) return;
    offset += bytesRead;
    yield memory.subarray(0, bytesRead);
  }
}
