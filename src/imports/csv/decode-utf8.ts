import { isUtf8 } from 'node:buffer';

/** A piece of decoded text. `bytes` is the number of bytes of the file up to the end of this piece. */
export type TextPiece = Readonly<{ text: string; bytes: number }>;

/**
 * Decodes UTF-8 chunk by chunk and drops the byte order mark. Invalid bytes become NUL, which no valid text contains,
 * so that one bad byte later rejects one row and not the whole file.
 */
export async function* decodeUtf8(input: AsyncIterable<Uint8Array>): AsyncGenerator<TextPiece> {
  let rest: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let isStart = true;
  const pieceOf = (block: Buffer): TextPiece => {
    const text = decodeBlock(block);
    const hasMark = isStart && text.startsWith('\uFEFF');
    isStart = false;
    return { text: hasMark ? text.slice(1) : text, bytes };
  };
  for await (const chunk of input) {
    bytes += chunk.byteLength;
    const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const block = rest.length === 0 ? view : Buffer.concat([rest, view]);
    const end = block.length - incompleteBytes(block);
    // The rest of the chunk is copied, because the source may use the chunk's memory again.
    rest = Buffer.from(block.subarray(end));
    if (end > 0) yield pieceOf(block.subarray(0, end));
  }
  if (rest.length > 0) yield pieceOf(rest);
}

/** Counts the bytes at the end of the block that begin a character whose other bytes have not arrived yet. */
function incompleteBytes(block: Buffer): number {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

export const replacement = '\uFFFD';
const replacementBytes = Buffer.from(replacement);

/** Decodes a block of whole characters and writes NUL for invalid bytes. */
function decodeBlock(block: Buffer): string {
  if (isUtf8(block)) return block.toString('utf8');
  // The decoder writes a replacement character for invalid bytes, but the file may contain this character too. So the
  // decoder gets only the bytes between such characters of the file, and each one that it writes becomes NUL.
  const texts: string[] = [];
  for (let from = 0; from <= block.length; ) {
    const found = block.indexOf(replacementBytes, from);
    const to = found < 0 ? block.length : found;
    texts.push(block.toString('utf8', from, to).replaceAll(replacement, '\0'));
    from = to + replacementBytes.length;
  }
  return texts.join(replacement);
}
