import { z } from 'zod';
import type { IntegerRange } from '../../events/values.ts';

/** Schemas of fields in response bodies. Each schema describes the JSON as it is sent, and transforms nothing. */
export const id = z.guid();
export const instant = z.iso.datetime({ precision: 6 });
export const count = z.int().min(0);
/** The revision of the last event in a stream. */
export const revision = z.int().min(0);

/** The response body of one page of a list. `total` is the number of items on all pages. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), total: count, limit: count, offset: count });

export const integerIn = ({ min, max }: IntegerRange) => z.int().min(min).max(max);
