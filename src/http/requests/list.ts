import { z } from 'zod';
import { integerText, text } from './fields.ts';
import { rule } from './validation-errors.ts';

/** Keeps offsets within what the database counts with. */
const maxPage = 1_000_000_000;

/** The parameters that every paged list takes. */
export const pageParameters = {
  currentPage: integerText(1, maxPage).default(1),
  pageSize: integerText(1, 100).default(20),
};
/** Of what may be whole sessions, no more than one answer carries, were each as large as may be. */
export const maxDocuments = 20;
export const sortOrder = z.enum(['asc', 'desc']);

/** Outer blanks dropped; undefined where nothing is left to search for. */
export const searchString = text(200)
  .transform((value) => value.trim() || undefined)
  .optional();

/** A day `YYYY-MM-DD` that exists. */
export const day = z.string().refine(
  (value) => {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
  },
  rule('value_error', 'This is not a day, YYYY-MM-DD.'),
);

export const limits = ({ currentPage, pageSize }: { currentPage: number; pageSize: number }) => ({
  limit: pageSize,
  offset: pageSize * (currentPage - 1),
});
