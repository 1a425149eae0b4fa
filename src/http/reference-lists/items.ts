import { z } from 'zod';
import { anatomicalNameLength, catalogueNameLength, itemId, type ReferenceListKind } from '../../events/values.ts';
import { integerText, nameOf, text } from '../requests/fields.ts';
import { searchString, sortOrder } from '../requests/list.ts';
import { integerIn } from '../responses/fields.ts';

/**
 * A reference list with the path of its routes and its name in texts. The ids of its operations are made from `all`, the
 * name of the whole list, and `one`, that of an item.
 */
export type List = Readonly<{
  kind: ReferenceListKind;
  path: `/api/v1/catalogs/${string}`;
  name: string;
  all: string;
  one: string;
}>;

/**
 * The path parameter of an item. It allows more integers than an item can have, so an integer that names no item gets
 * 404 and not 422.
 */
export const itemPath = z.object({
  id: integerText(-2_147_483_648, 2_147_483_647).describe('The number of the item.'),
});

const anatomicalName = text(anatomicalNameLength.max).min(anatomicalNameLength.min).nullable().exactOptional();

export const listQuery = z.strictObject({
  searchString,
  orderBy: z.enum(['name', 'id']).default('name').describe('What the list is sorted by.'),
  sortOrder: sortOrder.default('asc'),
});

/** An item in a request. Only muscle groups have an anatomical name. */
type ItemBody = Readonly<{ name: string; anatomicalName?: string | null }>;

/** An item in a response. */
export type Item = Readonly<{ id: number; name: string; anatomicalName?: string | null }>;

type Format = Readonly<{
  body: z.ZodType<ItemBody>;
  item: z.ZodType<Item>;
  example: Item;
  /** What clients see of an item. */
  itemOf: (item: Item) => Item;
}>;

const name = nameOf(catalogueNameLength);
const common = { id: integerIn(itemId), name: z.string().describe('In lower case, with single blanks.') };

const muscleGroup: Format = {
  body: z.strictObject({ name, anatomicalName }),
  item: z
    .strictObject({ ...common, anatomicalName: z.string().nullable() })
    .meta({ id: 'MuscleGroup', description: 'A muscle group.' }),
  example: { id: 1000, name: 'serratus', anatomicalName: 'serratus anterior' },
  itemOf: (item) => item,
};

const namedItem: Format = {
  body: z.strictObject({ name }),
  item: z.strictObject(common).meta({ id: 'ListItem', description: 'A kind of equipment, or a tag of exercises.' }),
  example: { id: 1000, name: 'trap bar' },
  itemOf: ({ id, name }) => ({ id, name }),
};

/** The requests and responses of a reference list. */
export const formatOf = (kind: ReferenceListKind): Format => (kind === 'muscleGroups' ? muscleGroup : namedItem);
