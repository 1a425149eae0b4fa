import { decode } from '../csv/decode.ts';

/** A line of a file; `text` is null when the line is longer than any that an export writes. */
export type Line = Readonly<{ number: number; text: string | null; bytes: number }>;

/** The longest line, in UTF-16 units. The largest training session has about half of it. */
const maxLength = 8_000_000;

/** Reads a file of UTF-8 line by line, without blank lines. `bytes`: how many bytes of the file have been read so far. */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let pieces: string[] = [];
  let length = 0;
  let read = 0;
  const add = (text: string) => {
    length += text.length;
    if (length <= maxLength) pieces.push(text);
    else pieces = [];
  };
  const take = (): Line => {
    const text = length <= maxLength ? pieces.join('') : null;
    number += 1;
    pieces = [];
    length = 0;
    return { number, text, bytes: read };
  };
  for await (const { text, bytes } of decode(input, 'utf-8')) {
    read = bytes;
    let begin = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      add(text.slice(begin, end));
      begin = end + 1;
      const line = take();
      if (line.text?.trim() !== '') yield line;
    }
    add(text.slice(begin));
  }
  const last = take();
  if (last.text?.trim() !== '') yield last;
}
