import { z } from 'zod';
import type { IntegerRange } from '../../events/values.ts';

/** The fields of response bodies. Each schema describes the JSON as sent: nothing is transformed. */
export const id = z.guid();
export const instant = z.iso.datetime({ precision: 6 });
export const count = z.int().min(0);
/** The number of a stream's last event. */
export const revision = z.int().min(0);

/** A page of a list. `total` counts the whole list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), total: count, limit: count, offset: count });

export const integerIn = ({ min, max }: IntegerRange) => z.int().min(min).max(max);
