import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that can be read as often as needed, with the SHA-256 of its bytes in hex. Disposing closes it. */
export type Spooled = AsyncDisposable &
  Readonly<{ digest: string; bytes: number; open: () => AsyncIterable<Uint8Array> }>;

/**
 * Takes an upload to the disk, so that nothing is begun before all of it has come. The file loses its name before it has
 * contents: whatever ends the process, its space is free again and nobody finds what was in it.
 */
export async function spool(content: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const path = join(tmpdir(), `irontrack-upload-${randomUUID()}`);
  return owning(await open(path, 'wx+', 0o600), async (file) => {
    await unlink(path);
    await file.writeFile(content);
  });
}

/** A file where it lies. */
export const fileSource = async (path: string): Promise<Spooled> => owning(await open(path), async () => {});

async function owning(file: FileHandle, fill: (file: FileHandle) => Promise<void>): Promise<Spooled> {
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

const chunkBytes = 65_536;

/** From the beginning, at places of its own. A stream would hold on to the file until somebody has read it to its end. */
async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
