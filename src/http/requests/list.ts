import { z } from 'zod';
import { integerText, text } from './fields.ts';
import { rule } from './validation-errors.ts';

/** Keeps offsets within the range of Postgres' bigint. */
const maxPage = 1_000_000_000;

/** The parameters of every paged list. */
export const pageParameters = {
  currentPage: integerText(1, maxPage).default(1),
  pageSize: integerText(1, 100).default(20),
};
/** The largest page of whole sessions: bounds the response even if every session has its maximum size. */
export const maxDocuments = 20;
export const sortOrder = z.enum(['asc', 'desc']);

/** Trimmed; undefined when blank. */
export const searchString = text(200)
  .transform((value) => value.trim() || undefined)
  .optional();

/** A day `YYYY-MM-DD` that exists. */
export const day = z
  .string()
  .refine(
    (value) => {
      const ms = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
      return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
    },
    rule('value_error', 'Must be a day, YYYY-MM-DD.'),
  )
  .meta({ type: 'string', format: 'date' });

/** SQL's limit and offset of a page. */
export const limitOf = ({ currentPage, pageSize }: { currentPage: number; pageSize: number }) => ({
  limit: pageSize,
  offset: pageSize * (currentPage - 1),
});
