import { z } from 'zod';
import { searchLength } from '../../events/values.ts';
import { integerText, text } from './fields.ts';
import { rule } from './validation-errors.ts';

/** The highest page number. It keeps the offset of a page within the range of Postgres' bigint. */
const maxPage = 1_000_000_000;

/** The query parameters of every list with pages. */
export const pageParameters = {
  currentPage: integerText(1, maxPage).default(1),
  pageSize: integerText(1, 100).default(20),
};
/**
 * The largest page of a list that returns whole training sessions. It limits the size of the response even if every
 * session is as large as possible.
 */
export const maxDocuments = 20;
export const sortOrder = z.enum(['asc', 'desc']);

/** The schema of a search text. It is trimmed; a blank text counts as absent. */
export const searchString = text(searchLength.max)
  .transform((value) => value.trim() || undefined)
  .optional();

/** The schema of a day in the form `YYYY-MM-DD`. The day must exist in the calendar. */
export const day = z
  .string()
  .refine(
    (value) => {
      const ms =
        value.length === 10 && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
      return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
    },
    rule('value_error', 'Must be a day, YYYY-MM-DD.'),
  )
  .meta({ type: 'string', format: 'date' });

/** The values of SQL's LIMIT and OFFSET for a page of a list. */
export const limitOf = ({ currentPage, pageSize }: { currentPage: number; pageSize: number }) => ({
  limit: pageSize,
  offset: pageSize * (currentPage - 1),
});
