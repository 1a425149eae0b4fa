import { hash } from 'node:crypto';
import { z } from 'zod';
import { isStorable } from '../../events/values.ts';
import type { Place } from '../../queries/statements/places.ts';
import { parsedText } from './parsed-text.ts';
import { rule } from './validation-errors.ts';

/**
 * A place in a list, which a client gets in the link to the next page. `list` is the digest of the list that it belongs
 * to, and `offset` the number of items on the pages so far.
 */
export type Cursor = Readonly<{ list: string; offset: number; place: Place }>;

/** The longest cursor. The longest sort key is a name with decomposed characters. */
const maxLength = 8_192;
const maxOffset = 1_000_000_000_000;

const content = z.tuple([
  z.string().max(20),
  z.int().min(0).max(maxOffset),
  z.string().refine(isStorable).nullable(),
  z.guid(),
]);

function parse(text: string): Cursor | null {
  try {
    const [list, offset, key, id] = content.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { list, offset, place: { key, id } };
  } catch {
    return null;
  }
}

/** The schema of the query parameter `after`. */
export const cursor = parsedText(
  maxLength,
  parse,
  rule('value_error', 'Must be a cursor that the list has returned.'),
).meta({ type: 'string', minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' });

export const cursorText = ({ list, offset, place: { key, id } }: Cursor): string =>
  Buffer.from(JSON.stringify([list, offset, key, id])).toString('base64url');

/** A digest of what a list is about: its route, and the parameters that choose and sort its items. */
export const listDigest = (route: string, ...parameters: readonly object[]): string =>
  hash('sha256', JSON.stringify([route, ...parameters.map((each) => Object.entries(each).sort())]), 'base64url').slice(
    0,
    12,
  );
