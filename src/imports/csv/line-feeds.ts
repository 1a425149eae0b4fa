import type { TextPiece } from './decode-utf8.ts';

/** Turns carriage returns into line feeds in a file whose first line ends in a carriage return alone. */
export async function* withLineFeeds(pieces: AsyncIterable<TextPiece>): AsyncGenerator<TextPiece> {
  let isOld: boolean | null = null;
  let held = '';
  let bytes = 0;
  for await (const piece of pieces) {
    const joined = held + piece.text;
    // What follows a carriage return at the end of a piece is not known yet.
    held = isOld !== false && joined.endsWith('\r') ? '\r' : '';
    const text = held === '' ? joined : joined.slice(0, -1);
    bytes = piece.bytes;
    isOld ??= endsInReturn(text);
    yield { text: isOld ? text.replace(/\r(?!\n)/g, '\n') : text, bytes };
  }
  if (held !== '') yield { text: isOld === false ? held : '\n', bytes };
}

/** Whether the first line of a text ends in a carriage return alone; null if the text has no whole line. */
function endsInReturn(text: string): boolean | null {
  const end = /\r\n?|\n/.exec(text)?.[0];
  return end === undefined ? null : end === '\r';
}
