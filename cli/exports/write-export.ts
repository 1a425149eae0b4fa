import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Cli, CliError } from '../host/host.ts';
import { writing } from '../host/signals.ts';
import { escapeInLines } from '../host/text.ts';

type Parts = AsyncIterable<string | Buffer>;

/** Writes the parts as fast as they are accepted. A file appears under its name when it is complete. */
export async function write(cli: Cli, output: string | undefined, parts: Parts): Promise<void> {
  if (output === undefined) return writeParts(cli.stdout, cli.stdout.isTTY ? escaped(parts) : parts);
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CliError(`--output: ${output} is a folder. Name the file in it.`);
  }
  const unfinished = `${output}.part`;
  // A history is personal, so only its owner may read the file.
  const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
  await once(file, 'open').catch((error: Error) => {
    if (isExisting(error)) throw new CliError(`The file ${unfinished} exists. Another export may be writing it.`);
    throw new CliError(`${unfinished} cannot be written: ${error.message}`);
  });
  try {
    await writing(cli, (signal) => writeParts(file, parts, signal));
    file.end();
    await finished(file);
    await rename(unfinished, output);
  } catch (error) {
    file.destroy();
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Keeps texts from controlling the terminal. In JSON the result is the same document. */
async function* escaped(parts: Parts): AsyncGenerator<string> {
  for await (const part of parts) yield escapeInLines(String(part));
}

async function writeParts(out: NodeJS.WritableStream, parts: Parts, signal?: AbortSignal): Promise<void> {
  for await (const part of parts) {
    signal?.throwIfAborted();
    if (!out.write(part)) await once(out, 'drain');
  }
}

const isExisting = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
