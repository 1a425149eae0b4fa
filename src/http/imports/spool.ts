import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file on disk for as long as it is held, so that no upload has to fit into memory. */
export type Spool = AsyncDisposable &
  Readonly<{ fill: (source: Readable) => Promise<void>; content: () => AsyncIterable<Uint8Array> }>;

export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `irontrack-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  // Without a name the system frees it with the handle, also when the process is killed.
  await unlink(path);
  return {
    fill: (source) => pipeline(source, file.createWriteStream({ autoClose: false })),
    content: () => file.createReadStream({ start: 0, autoClose: false }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
