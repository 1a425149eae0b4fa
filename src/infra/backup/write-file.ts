import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file cannot be written. The error of the operating system itself would be reported as an outage of Postgres. */
export class FileNotWritten extends Error {
  override readonly name = 'FileNotWritten';
}

/** Writes texts to a new compressed file that only its owner can read. A failure removes the file that it has begun. */
export async function writeCompressed(path: string, texts: AsyncIterable<string>): Promise<void> {
  let [isBegun, isSourceBroken] = [false, false];
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  async function* watched(): AsyncGenerator<string> {
    try {
      yield* texts;
    } catch (error) {
      // When the file fails, the source gets the same error after the file.
      isSourceBroken = file.errored === null;
      throw error;
    }
  }
  file.once('open', () => {
    isBegun = true;
  });
  try {
    await pipeline(Readable.from(watched()), createGzip(), file);
  } catch (cause) {
    if (isBegun) await rm(path, { force: true });
    if (isSourceBroken) throw cause;
    throw new FileNotWritten(`${path} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
