import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { writeCompressed } from './write-file.ts';

/** The SHA-256 of the lines of a file. */
export type Sealed = Readonly<{ lines: number; sha256: string }>;

/** Writes parts of lines, without their line breaks, to a compressed file that only its owner can read. The signal stops it. */
export async function writeLines(
  path: string,
  parts: AsyncIterable<readonly string[]>,
  signal: AbortSignal,
): Promise<Sealed> {
  const hash = createHash('sha256');
  let count = 0;
  async function* texts(): AsyncGenerator<string> {
    for await (const lines of parts) {
      signal.throwIfAborted();
      const text = lines.map((line) => `${line}\n`).join('');
      hash.update(text);
      count += lines.length;
      if (text !== '') yield text;
    }
  }
  await writeCompressed(path, texts());
  return { lines: count, sha256: hash.digest('hex') };
}

/** Yields the lines of a compressed file. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const unpacked = new PassThrough();
  const reading = pipeline(createReadStream(path), createGunzip(), unpacked);
  reading.catch(() => {});
  yield* createInterface({ input: unpacked });
  await reading;
}

/** Whether a compressed file still has the lines that were written. */
export async function isIntact(path: string, { sha256 }: Sealed): Promise<boolean> {
  const hash = createHash('sha256');
  const readAll = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  };
  const isRead = await pipeline(createReadStream(path), createGunzip(), readAll).then(
    () => true,
    () => false,
  );
  return isRead && hash.digest('hex') === sha256;
}
