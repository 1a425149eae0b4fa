import { z } from 'zod';
import { anatomicalNameLength, catalogueNameLength, itemId, type ReferenceListKind } from '../../events/values.ts';
import { integerText, nameOf, text } from '../requests/fields.ts';
import { searchString, sortOrder } from '../requests/list.ts';
import { integerIn } from '../responses/fields.ts';

/** A reference list with the path of its routes and its name in texts. */
export type List = Readonly<{ kind: ReferenceListKind; path: `/api/v1/catalogs/${string}`; name: string }>;

/**
 * The path parameter of an item. It allows more integers than an item can have, so an integer that names no item gets
 * 404 and not 422.
 */
export const itemPath = z.object({ id: integerText(-2_147_483_648, 2_147_483_647) });

export const itemBody = z.strictObject({
  name: nameOf(catalogueNameLength),
  anatomicalName: text(anatomicalNameLength.max).min(anatomicalNameLength.min).nullable().exactOptional(),
});

export const listQuery = z.strictObject({
  searchString,
  orderBy: z.enum(['name', 'id']).default('name'),
  sortOrder: sortOrder.default('asc'),
});

export const item = z.strictObject({
  id: integerIn(itemId),
  name: z.string(),
  anatomicalName: z.string().nullable(),
});

export const exampleItem = { id: 1000, name: 'trap bar', anatomicalName: null };
