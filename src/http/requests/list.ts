import { z } from 'zod';
import { isDay, searchLength } from '../../events/values.ts';
import { cursor } from './cursor.ts';
import { instant, integerText, text } from './fields.ts';
import { rule } from './validation-errors.ts';

/** The highest page number. It keeps the offset of a page within the range of Postgres' bigint. */
const maxPage = 1_000_000_000;

/** The query parameters of every list with pages. */
export const pageParameters = {
  currentPage: integerText(1, maxPage).default(1).meta({ description: 'The number of the page.', default: 1 }),
  pageSize: integerText(1, 100).default(20).meta({ description: 'How many items a page has at most.', default: 20 }),
  after: cursor.optional().describe('The place after which the page begins, from the link to the next page.'),
};
/**
 * The largest page of a list that returns whole training sessions. It limits the size of the response even if every
 * session is as large as possible.
 */
export const maxDocuments = 20;
export const sortOrder = z.enum(['asc', 'desc']).describe('The direction of the order.');

/** The query parameter that chooses the items which have changed since a time. */
export const updatedAfter = instant.optional().describe('Only items that have changed at this time or later.');

/** The schema of a search text. It is trimmed; a blank text counts as absent. */
export const searchString = text(searchLength.max)
  .transform((value) => value.trim() || undefined)
  .optional()
  .describe('A part of the name, in any case. Blanks at both ends do not count.');

/** The schema of a day in the form `YYYY-MM-DD`. The day must exist in the calendar. */
export const day = z
  .string()
  .refine(isDay, rule('value_error', 'Must be a day, YYYY-MM-DD.'))
  .meta({ type: 'string', format: 'date' });
