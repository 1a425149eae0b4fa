import { z } from 'zod';
import type { IntegerRange } from '../../events/values.ts';

/** Schemas of fields in response bodies. Each schema describes the JSON as it is sent, and transforms nothing. */
export const id = z.guid().meta({ override: { pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } });
export const instant = z.iso.datetime({ precision: 6 }).meta({
  description: 'A time in UTC with microseconds.',
  // The pattern of zod also describes the calendar, and is ten times as long.
  override: { pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z$' },
});
export const count = z.int().min(0);
/** The revision of the last event in a stream. */
export const revision = z.int().min(0).describe('The number of the last event. It is also the `ETag`.');

/** The response body of one page of a list. `total` is the number of items on all pages. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    total: count.describe('The number of items on all pages.'),
    limit: count.describe('The number of items that a page can have.'),
    offset: count.describe('The number of items on the pages before this one.'),
  });

export const integerIn = ({ min, max }: IntegerRange) => z.int().min(min).max(max);

export const namedItems = z.array(
  z
    .strictObject({ id: count, name: z.string() })
    .meta({ id: 'NamedItem', description: 'An item of a reference list, with the name that it has now.' }),
);
