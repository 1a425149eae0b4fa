import { isUtf8 } from 'node:buffer';

/** A piece of a text, and how many bytes had come in by its end. */
export type TextPiece = Readonly<{ text: string; bytes: number }>;

/**
 * Decodes UTF-8 chunk by chunk, without its byte order mark. Bytes that are not UTF-8 become NUL, which no text holds,
 * so that they cost the row they stand in and not the file.
 */
export async function* decodeUtf8(input: AsyncIterable<Uint8Array>): AsyncGenerator<TextPiece> {
  let rest: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let atStart = true;
  const piece = (block: Buffer): TextPiece => {
    const text = decode(block);
    const marked = atStart && text.startsWith('\uFEFF');
    atStart &&= text.length === 0;
    return { text: marked ? text.slice(1) : text, bytes };
  };
  for await (const chunk of input) {
    bytes += chunk.byteLength;
    const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const block = rest.length === 0 ? view : Buffer.concat([rest, view]);
    const whole = block.length - unfinished(block);
    // A copy, since the source may reuse its chunk.
    rest = Buffer.from(block.subarray(whole));
    if (whole > 0) yield piece(block.subarray(0, whole));
  }
  if (rest.length > 0) yield piece(rest);
}

/** How many bytes at the end begin a character whose other bytes are still to come. */
function unfinished(block: Buffer): number {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const REPLACEMENT = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

function decode(block: Buffer): string {
  if (isUtf8(block)) return block.toString('utf8');
  // The file may hold the replacement character itself: only those that decoding made are marked.
  const texts: string[] = [];
  for (let from = 0; from <= block.length; ) {
    const found = block.indexOf(REPLACEMENT_BYTES, from);
    const to = found < 0 ? block.length : found;
    texts.push(block.toString('utf8', from, to).replaceAll(REPLACEMENT, '\0'));
    from = to + REPLACEMENT_BYTES.length;
  }
  return texts.join(REPLACEMENT);
}
