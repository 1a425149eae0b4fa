import { decodeUtf8, replacement, type TextPiece } from './decode-utf8.ts';

/**
 * Decodes a file chunk by chunk. Without the name of a character set, a byte order mark says that a file is UTF-16, and
 * every other file is read as UTF-8.
 */
export async function* decode(input: AsyncIterable<Uint8Array>, charset: string | null): AsyncGenerator<TextPiece> {
  const chunks = input[Symbol.asyncIterator]();
  const first = await chunks.next();
  const all = resumed(first, chunks);
  const encoding = new TextDecoder(charset ?? charsetOf(first.done ? new Uint8Array() : first.value)).encoding;
  yield* encoding === 'utf-8' ? decodeUtf8(all) : decodeOther(all, encoding);
}

async function* resumed(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function charsetOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Decodes a character set other than UTF-8. Invalid bytes become NUL, as in `decodeUtf8`. */
async function* decodeOther(input: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.byteLength;
    yield { text: decoder.decode(chunk, { stream: true }).replaceAll(replacement, '\0'), bytes };
  }
  yield { text: decoder.decode().replaceAll(replacement, '\0'), bytes };
}
