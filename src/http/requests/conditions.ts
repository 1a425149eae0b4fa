import { z } from 'zod';
import { HttpError } from '../problem.ts';
import { limitedText } from './fields.ts';
import { rule } from './validation-errors.ts';

/**
 * The header `If-Match`: the revision that a command requires; null for `*`, which every revision satisfies. A weak tag
 * counts as the strong one, because proxies that compress responses weaken tags.
 */
export const ifMatch = limitedText(200).transform((value, ctx): number | null => {
  if (value.trim() === '*') return null;
  const revision = /^(?:W\/)?"(\d+)(?:\.[\x21\x23-\x7e]*)?"$/.exec(value)?.[1];
  if (revision !== undefined) return Number(revision);
  ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'Must be one quoted revision.') });
  return z.NEVER;
});

/** The header `Idempotency-Key`: a client's name for one command. */
export const idempotencyKey = z
  .string()
  .refine(
    (key) => key.length <= 200 && /^[\x21-\x7e]{1,200}$/.test(key),
    rule('value_error', 'Must be 1 to 200 visible ASCII characters.'),
  );

/** The request headers of every command. */
export const commandHeaders = z.object({
  'if-match': ifMatch.nullable().default(null),
  'idempotency-key': idempotencyKey.nullable().default(null),
});
export type CommandHeaders = z.infer<typeof commandHeaders>;

/** Refuses a request without `If-Match` if its route needs one. */
export function requireCondition(
  { needsIfMatch = false }: Readonly<{ needsIfMatch?: boolean }>,
  ifMatch: unknown,
): void {
  if (!needsIfMatch || ifMatch !== undefined) return;
  throw new HttpError('precondition-required', 'This request needs If-Match, with the ETag of what it changes.');
}
